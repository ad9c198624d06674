using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.Wan;

/// <summary>Alibaba's Wan on Model Studio. Keys and addresses belong to a region.</summary>
internal sealed class Wan(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Bearer(Fault)))
{
    public const string Id = "wan";

    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("compatible-mode/v1/models", key, ct);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var (first, last) = (Frame.Read(Vendor, request.FirstFrame), Frame.Read(Vendor, request.LastFrame));
        var model = Vendor.Model(request.Model);
        if (first is null && model.Id.EndsWith("-i2v", StringComparison.Ordinal)) throw Vendor.Fault(ProviderFault.InvalidRequest, $"{model.Id} needs a first frame");
        if ((first ?? last) is not null && model.Id.EndsWith("-t2v", StringComparison.Ordinal)) throw Vendor.Fault(ProviderFault.InvalidRequest, $"{model.Id} takes no frames");
        var seconds = model.Fit(request.Seconds);
        List<WanMedium> media = [];
        if (first is not null) media.Add(new WanMedium("first_frame", first.Either));
        if (last is not null) media.Add(new WanMedium("last_frame", last.Either));
        var order = Vendor.Post("api/v1/services/aigc/video-generation/video-synthesis", new WanOrder(
            model.Id, new WanInput(request.Prompt, request.NegativePrompt, media.Count == 0 ? null : media),
            new WanParameters($"{(int)request.Resolution}P", first is null ? request.AspectRatio : null, seconds, request.Seed, Watermark: false)));
        // Without it the vendor refuses: it would have to hold the line for minutes.
        order.Headers.Add("X-DashScope-Async", "enable");
        return Ordered((await Vendor.SendAsync<JsonElement>(order, key, ct)).At("output.task_id"), model, seconds);
    }

    /// <remarks>A task is UNKNOWN a day after its end.</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var task = (await Vendor.GetAsync<JsonElement>($"api/v1/tasks/{Uri.EscapeDataString(job.Id)}", key, ct)).Find("output");
        return task.At("task_status") switch
        {
            "SUCCEEDED" => Done(task.At("video_url"), keptFor: TimeSpan.FromHours(24)),
            "FAILED" => Failed(task.At("message"), task.At("code")),
            "CANCELED" => Cancelled(),
            "UNKNOWN" => Expired(),
            var state => Waiting(TimeSpan.FromSeconds(12), state == "PENDING"),
        };
    }

    public override Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) =>
        StopAsync(new HttpRequestMessage(HttpMethod.Post, $"api/v1/tasks/{Uri.EscapeDataString(job.Id)}/cancel"), key, ct);

    /// <remarks>https://www.alibabacloud.com/help/en/model-studio/error-code</remarks>
    private static ProviderFault? Fault(VendorAnswer answer) => answer.IsSuccess ? null : answer.Json.At("code") switch
    {
        null => null,
        "InvalidApiKey" or "invalid_api_key" => ProviderFault.BadKey,
        "DataInspectionFailed" => ProviderFault.RejectedByPolicy,
        "Arrearage" => ProviderFault.OutOfCredit,
        var code when code.StartsWith("Throttling", StringComparison.Ordinal) => ProviderFault.RateLimited,
        _ => null,
    };
}
