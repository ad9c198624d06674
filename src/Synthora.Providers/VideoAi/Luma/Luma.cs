using System.Globalization;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.Luma;

/// <summary>Luma's Ray models on its present API.</summary>
internal sealed class Luma(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Bearer()))
{
    public const string Id = "luma";
    private const string Nowhere = "generations/00000000-0000-0000-0000-000000000000";

    /// <summary>There is no account call: asking for a job that does not exist proves the key.</summary>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync(Nowhere, key, ct, absenceIsFine: true);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var (first, last) = (Frame.Read(Vendor, request.FirstFrame), Frame.Read(Vendor, request.LastFrame));
        // Clips of ten seconds take no frames.
        var seconds = first is null && last is null ? model.Fit(request.Seconds) : 5;
        var video = new LumaVideo($"{Math.Max((int)request.Resolution, 540)}p", string.Create(CultureInfo.InvariantCulture, $"{seconds}s"), As(first), As(last));
        var answer = await Vendor.PostAsync<JsonElement>("generations", new LumaOrder(model.Id, "video", request.Prompt, request.AspectRatio, video), key, ct);
        return Ordered(answer.At("id"), model, seconds);
    }

    /// <remarks>The states between queued and the end are not all documented, so anything else is still running.</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var made = await Vendor.GetAsync<JsonElement>($"generations/{Uri.EscapeDataString(job.Id)}", key, ct);
        return made.At("state") switch
        {
            "completed" => Done(made.At("output.0.url")),
            "failed" => Failed(made.At("failure_reason"), made.At("failure_code")),
            var state => Waiting(TimeSpan.FromSeconds(4), state == "queued"),
        };
    }

    private static LumaFrame? As(Frame? frame) => frame is null ? null : new LumaFrame(frame.Url, frame.Base64, frame.MediaType);
}
