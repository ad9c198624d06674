using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.ImagineArt;

/// <summary>ImagineArt, which hosts others' models and takes forms rather than JSON.</summary>
internal sealed class ImagineArt(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Bearer(Fault)))
{
    public const string Id = "imagineart";
    private const string Pictured = "kling-v1.6-standard-image-to-video";

    /// <summary>There is no account call: asking for a clip that does not exist proves the key.</summary>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("assets/00000000-0000-0000-0000-000000000000/status", key, ct, absenceIsFine: true, absence: 400);

    /// <remarks>https://docs.imagine.art — "Text to Video", "Image to Video"</remarks>
    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var frame = Frame.Read(Vendor, request.FirstFrame);
        if (frame?.Url is not null) throw Vendor.Fault(ProviderFault.InvalidRequest, "the first frame has to be the picture itself, not its address");
        var model = Vendor.Model(request.Model ?? (frame is null ? null : Pictured));
        if (frame is null && model.Id.EndsWith("-image-to-video", StringComparison.Ordinal)) throw Vendor.Fault(ProviderFault.InvalidRequest, $"{model.Id} needs a first frame");
        using var form = new MultipartFormDataContent { { new StringContent(request.Prompt), "prompt" }, { new StringContent(model.Id), "style" }, { new StringContent(request.AspectRatio), "aspect_ratio" } };
        if (frame is not null)
        {
            var bytes = new ByteArrayContent(Convert.FromBase64String(frame.Base64!));
            bytes.Headers.ContentType = new MediaTypeHeaderValue(frame.MediaType!);
            form.Add(bytes, "file", "frame." + frame.MediaType!["image/".Length..]);
        }

        var answer = await Vendor.SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Post, frame is null ? "video/text-to-video" : "video/image-to-video") { Content = form }, key, ct);
        return Ordered(answer.At("id"), model, model.Fit(request.Seconds));
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var made = await Vendor.GetAsync<JsonElement>($"assets/{Uri.EscapeDataString(job.Id)}/status", key, ct);
        return made.At("status") switch
        {
            "success" => Done(made.At("video.url.generation")),
            "failed" or "error" => Failed(made.At("message") ?? made.At("error")),
            _ => Waiting(TimeSpan.FromSeconds(8), queued: false),
        };
    }

    private static ProviderFault? Fault(VendorAnswer answer) => answer.IsSuccess ? null : (int?)answer.Json.Number("code") switch
    {
        1000 or 1001 => ProviderFault.BadKey,
        >= 1100 and < 1200 => ProviderFault.InvalidRequest,
        >= 1200 and < 1300 => ProviderFault.Transient,
        _ => null,
    };
}
