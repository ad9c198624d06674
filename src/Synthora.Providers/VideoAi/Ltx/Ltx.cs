using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.Ltx;

/// <summary>Lightricks' LTX, over the second version of its API. A job's number carries the endpoint it was ordered at.</summary>
internal sealed class Ltx(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Bearer(Fault)))
{
    public const string Id = "ltx";

    /// <summary>There is no account call: asking for a job that does not exist proves the key.</summary>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("v2/text-to-video/00000000-0000-0000-0000-000000000000", key, ct, absenceIsFine: true);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var (first, last) = (Frame.Read(Vendor, request.FirstFrame), Frame.Read(Vendor, request.LastFrame));
        var seconds = model.Fit(request.Seconds);
        var (wide, high) = request.Resolution == Resolution.P1080 ? (1920, 1080) : (1280, 720);
        var size = request.AspectRatio == "16:9" ? $"{wide}x{high}" : $"{high}x{wide}";
        var endpoint = first is null ? "text-to-video" : "image-to-video";
        var answer = await Vendor.PostAsync<JsonElement>($"v2/{endpoint}", new LtxOrder(request.Prompt, model.Id, seconds, size, request.Sound, first?.Either, last?.Either), key, ct);
        return Ordered($"{endpoint}/{answer.At("id")}", model, seconds);
    }

    /// <remarks>A day after its end a job is gone: HTTP 404.</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var (endpoint, id) = job.Id.Split('/') is [var ordered, var number] ? (ordered, Uri.EscapeDataString(number)) : throw Vendor.Fault(ProviderFault.NotFound, "the job's number is not one of LTX's");
        var made = await Vendor.GetAsync<JsonElement>($"v2/{endpoint}/{id}", key, ct);
        return made.At("status") switch
        {
            "completed" => Done(made.At("result.video_url"), keptFor: TimeSpan.FromHours(24)),
            "failed" => Failed(made.At("error.message"), made.At("error.type")),
            var state => Waiting(TimeSpan.FromSeconds(5), state == "pending"),
        };
    }

    /// <remarks>https://docs.ltx.io — "Errors"</remarks>
    private static ProviderFault? Fault(VendorAnswer answer) => answer.IsSuccess ? null : answer.Json.At("error.type") switch
    {
        "authentication_error" => ProviderFault.BadKey,
        "insufficient_funds_error" => ProviderFault.OutOfCredit,
        "content_filtered_error" => ProviderFault.RejectedByPolicy,
        "rate_limit_error" or "concurrency_limit_error" => ProviderFault.RateLimited,
        "overloaded_error" or "api_error" => ProviderFault.Transient,
        "not_found_error" => ProviderFault.NotFound,
        _ => null,
    };
}
