using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.MiniMax;

/// <summary>MiniMax's newest model, over the second version of its API.</summary>
internal sealed class MiniMax(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, MiniMaxFaults.Manners))
{
    public const string Id = "minimax";

    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => MiniMaxFaults.CheckAsync(Vendor, key, ct);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var (first, last) = (Frame.Read(Vendor, request.FirstFrame), Frame.Read(Vendor, request.LastFrame));
        var seconds = model.Fit(request.Seconds);
        List<MiniMaxContent> content = [new("text", request.Prompt)];
        if (first is not null) content.Add(new MiniMaxContent("image_url", ImageUrl: new MiniMaxLink(first.Either), Role: "first_frame"));
        if (last is not null) content.Add(new MiniMaxContent("image_url", ImageUrl: new MiniMaxLink(last.Either), Role: "last_frame"));
        var answer = await Vendor.PostAsync<JsonElement>("v2/video_generation", new MiniMaxOrder(model.Id, content, request.Resolution == Resolution.P1080 ? "2K" : "768P", seconds, request.AspectRatio), key, ct);
        return Ordered(answer.At("task_id"), model, seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var task = (await Vendor.GetAsync<JsonElement>($"v2/query/video_generation/{Uri.EscapeDataString(job.Id)}", key, ct)).Find("task");
        return task.At("status") switch
        {
            "succeeded" => Done(task.At("content.url"), keptFor: TimeSpan.FromDays(7)),
            "failed" => Failed(task.At("error.message") ?? task.At("error"), task.At("error.code")),
            "cancelled" => Cancelled(),
            var state => Waiting(TimeSpan.FromSeconds(10), state == "queued"),
        };
    }
}
