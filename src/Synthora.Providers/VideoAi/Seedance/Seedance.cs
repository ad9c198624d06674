using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.Seedance;

/// <summary>ByteDance's Seedance on BytePlus ModelArk.</summary>
internal sealed class Seedance(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Bearer(Fault)))
{
    public const string Id = "seedance";
    private const string Tasks = "contents/generations/tasks";

    /// <remarks>https://docs.byteplus.com/en/docs/ModelArk/1521675: a list costs nothing.</remarks>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync($"{Tasks}?page_num=1&page_size=1", key, ct);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var (first, last) = (Frame.Read(Vendor, request.FirstFrame), Frame.Read(Vendor, request.LastFrame));
        var seconds = model.Fit(request.Seconds);
        List<SeedanceContent> content = [new("text", request.Prompt)];
        if (first is not null) content.Add(new SeedanceContent("image_url", ImageUrl: new SeedanceLink(first.Either), Role: "first_frame"));
        if (last is not null) content.Add(new SeedanceContent("image_url", ImageUrl: new SeedanceLink(last.Either), Role: "last_frame"));
        var answer = await Vendor.PostAsync<JsonElement>(Tasks, new SeedanceOrder(
            model.Id, content, first is null ? request.AspectRatio : "adaptive", $"{(int)request.Resolution}p", seconds, request.Seed, request.Sound, Watermark: false), key, ct);
        return Ordered(answer.At("id"), model, seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var task = await Vendor.GetAsync<JsonElement>($"{Tasks}/{Uri.EscapeDataString(job.Id)}", key, ct);
        return task.At("status") switch
        {
            "succeeded" => Done(task.At("content.video_url"), keptFor: TimeSpan.FromHours(24)),
            "failed" => Failed(task.At("error.message"), task.At("error.code")),
            "cancelled" => Cancelled(),
            "expired" => Expired(),
            var state => Waiting(TimeSpan.FromSeconds(6), state == "queued"),
        };
    }

    /// <remarks>Only what still waits can be stopped, and what has ended is deleted: https://docs.byteplus.com/en/docs/ModelArk/1521720</remarks>
    public override Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) =>
        StopUnendedAsync(job, new HttpRequestMessage(HttpMethod.Delete, $"{Tasks}/{Uri.EscapeDataString(job.Id)}"), key, ct);

    /// <remarks>https://docs.byteplus.com/en/docs/ModelArk/1299023</remarks>
    private static ProviderFault? Fault(VendorAnswer answer) => answer.IsSuccess ? null : answer.Json.At("error.code") switch
    {
        null => null,
        var code when code.Contains("Sensitive", StringComparison.Ordinal) => ProviderFault.RejectedByPolicy,
        var code when code.StartsWith("RateLimitExceeded", StringComparison.Ordinal) => ProviderFault.RateLimited,
        "ServerOverloaded" => ProviderFault.Transient,
        "QuotaExceeded" or "AccountOverdueError" => ProviderFault.OutOfCredit,
        "AuthenticationError" or "AccessDenied" => ProviderFault.BadKey,
        "ModelNotOpen" => ProviderFault.NotFound,
        _ => null,
    };
}
