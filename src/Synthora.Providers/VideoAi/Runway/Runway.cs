using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.Runway;

/// <summary>Runway's own models.</summary>
internal sealed class Runway(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, new VendorManners(SignIn, Fault)))
{
    public const string Id = "runway";
    private const string Version = "2024-11-06";
    private const int LongestPrompt = 1_000;

    /// <remarks>https://docs.dev.runwayml.com/api/#tag/Organization</remarks>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync(
        async token => (await Vendor.GetAsync<JsonElement>("v1/organization", key, token)).Number("creditBalance") is 0
            ? new KeyCheck(KeyStatus.Limited, "The account at Runway has no credit left. Add credit there.")
            : KeyCheck.Valid,
        absenceIsFine: false, ct);

    /// <remarks>https://docs.dev.runwayml.com/api/#tag/Start-generating/paths/~1v1~1text_to_video/post and …image_to_video</remarks>
    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var frame = Frame.Read(Vendor, request.FirstFrame);
        if (frame is null && model.Id == "gen4_turbo") throw Vendor.Fault(ProviderFault.InvalidRequest, "gen4_turbo needs a first frame");
        var seconds = model.Fit(request.Seconds);
        var ratio = request.AspectRatio switch { "16:9" => "1280:720", "1:1" when model.Id == "gen4_turbo" => "960:960", _ => "720:1280" };
        var prompt = request.Prompt.Length > LongestPrompt ? request.Prompt[..LongestPrompt] : request.Prompt;
        // Google's models speak unless they are told not to, which costs twice as much; they know no seed.
        var order = model.Id.StartsWith("veo", StringComparison.Ordinal)
            ? new RunwayOrder(model.Id, prompt, frame?.Either, ratio, seconds, null, request.Sound, request.NegativePrompt)
            : new RunwayOrder(model.Id, prompt, frame?.Either, ratio, seconds, request.Seed);
        var answer = await Vendor.PostAsync<JsonElement>(frame is null ? "v1/text_to_video" : "v1/image_to_video", order, key, ct);
        // A credit is a cent.
        return Ordered(answer.At("id"), model, seconds, (decimal?)answer.Number("estimatedCost.credits") / 100);
    }

    /// <remarks>https://docs.dev.runwayml.com/api/#tag/Task-management; THROTTLED waits behind the account's own limit.</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var task = await Vendor.GetAsync<JsonElement>($"v1/tasks/{Uri.EscapeDataString(job.Id)}", key, ct);
        var usd = (decimal?)task.Number("cost.credits") / 100;
        return task.At("status") switch
        {
            "SUCCEEDED" => Done(task.At("output.0"), keptFor: TimeSpan.FromHours(24), costUsd: usd),
            "FAILED" => Failed(task.At("failure"), task.At("failureCode"), usd),
            "CANCELLED" => Cancelled(usd),
            var state => Waiting(TimeSpan.FromSeconds(5), state is "PENDING" or "THROTTLED", task.Number("progress")),
        };
    }

    /// <remarks>https://docs.dev.runwayml.com/api/#tag/Task-management: what has ended is deleted by it.</remarks>
    public override Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) =>
        StopUnendedAsync(job, new HttpRequestMessage(HttpMethod.Delete, $"v1/tasks/{Uri.EscapeDataString(job.Id)}"), key, ct);

    private static void SignIn(HttpRequestMessage request, ApiKey key)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        request.Headers.Add("X-Runway-Version", Version);
    }

    private static ProviderFault? Fault(VendorAnswer answer) =>
        answer.Status == 400 && answer.Said?.Contains("credits", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.OutOfCredit : null;
}
