using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;
using Synthora.Providers.VideoAi.MiniMax;

namespace Synthora.Providers.VideoAi.Hailuo;

/// <summary>MiniMax's Hailuo models, over the first version of its API: a finished job names a file, which is then looked up.</summary>
internal sealed class Hailuo(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, MiniMaxFaults.Manners))
{
    public const string Id = "hailuo";
    private const int LongestPrompt = 2_000;

    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => MiniMaxFaults.CheckAsync(Vendor, key, ct);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var first = Frame.Read(Vendor, request.FirstFrame);
        if (first is null && model.Id.EndsWith("-Fast", StringComparison.Ordinal)) throw Vendor.Fault(ProviderFault.InvalidRequest, $"{model.Id} needs a first frame");
        var seconds = model.Fit(request.Seconds);
        var prompt = request.Prompt.Length > LongestPrompt ? request.Prompt[..LongestPrompt] : request.Prompt;
        // Ten seconds are not made at the higher resolution.
        var resolution = request.Resolution == Resolution.P1080 && seconds == 6 ? "1080P" : "768P";
        var answer = await Vendor.PostAsync<JsonElement>("v1/video_generation", new HailuoOrder(
            model.Id, prompt, true, seconds, resolution, first?.Either, Frame.Read(Vendor, request.LastFrame)?.Either), key, ct);
        return Ordered(answer.At("task_id"), model, seconds);
    }

    /// <remarks>https://platform.minimax.io/docs/api-reference/video-generation-query and …/video-generation-download</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var task = await Vendor.GetAsync<JsonElement>($"v1/query/video_generation?task_id={Uri.EscapeDataString(job.Id)}", key, ct);
        switch (task.At("status"))
        {
            case "Success":
                var file = await Vendor.GetAsync<JsonElement>($"v1/files/retrieve?file_id={Uri.EscapeDataString(task.At("file_id") ?? "")}", key, ct);
                return Done(file.At("file.download_url"), keptFor: TimeSpan.FromHours(1));
            case "Fail":
                return Failed(task.At("error_message") ?? task.At("base_resp.status_msg"));
            default:
                return Waiting(TimeSpan.FromSeconds(10), task.At("status") is "Preparing" or "Queueing");
        }
    }
}
