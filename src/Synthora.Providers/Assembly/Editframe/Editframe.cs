using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Assembly.Editframe;

/// <summary>Editframe's renders of a page.</summary>
internal sealed class Editframe(Vendors vendors) : JobAdapter<AssemblyRequest>(vendors.Open(Id, VendorManners.Bearer()))
{
    public const string Id = "editframe";

    /// <summary>There is no account call: asking for a render that does not exist proves the key.</summary>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("api/v1/renders/00000000-0000-0000-0000-000000000000", key, ct, absenceIsFine: true);

    /// <remarks>https://editframe.com/docs/api/renders</remarks>
    public override async Task<ExternalJob> SubmitAsync(AssemblyRequest request, ApiKey? key, CancellationToken ct)
    {
        AssemblyRules.Check(Vendor, request);
        var order = new EditframeOrder(
            request.Fps, request.Width, request.Height, EditframePage.Write(request), (int)(request.Seconds * 1000), "v1", "cpu", new EditframeOutput("mp4", new EditframeCodec("h264"), new EditframeCodec("aac")));
        return Ordered((await Vendor.PostAsync<JsonElement>("api/v1/renders", order, key, ct)).At("id"), Vendor.Model(null), request.Seconds);
    }

    /// <remarks>Progress is in percent; an older edition of the page says "completed".</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var render = await Vendor.GetAsync<JsonElement>($"api/v1/renders/{Uri.EscapeDataString(job.Id)}", key, ct);
        return render.At("status") switch
        {
            "complete" or "completed" => Done($"{Vendor.Settings.BaseUrl!.AbsoluteUri.TrimEnd('/')}/api/v1/renders/{Uri.EscapeDataString(job.Id)}.mp4", needsKey: true),
            "failed" => Failed(render.At("failure_reason") ?? render.At("error")),
            var state => Waiting(TimeSpan.FromSeconds(3), state is "pending" or "created" or "queued", render.Number("progress") / 100),
        };
    }

    private sealed record EditframeOrder(int Fps, int Width, int Height, string Html, int DurationMs, string Strategy, string Backend, EditframeOutput Output);

    private sealed record EditframeOutput(string Container, EditframeCodec Video, EditframeCodec Audio);

    private sealed record EditframeCodec(string Codec);
}
