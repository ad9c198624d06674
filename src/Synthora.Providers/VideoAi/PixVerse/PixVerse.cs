using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.PixVerse;

/// <summary>PixVerse. Every request carries a number of its own: the same number twice is the same clip, not a second one.</summary>
internal sealed class PixVerse(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, new VendorManners(SignIn, Fault)))
{
    public const string Id = "pixverse";
    private const string Trace = "Ai-trace-id";
    private const int LongestPrompt = 2_048;

    /// <remarks>https://docs.platform.pixverse.ai/ — "Account balance"</remarks>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync(
        async token =>
        {
            var balance = (await Vendor.GetAsync<JsonElement>("account/balance", key, token)).Find("Resp");
            return balance.Number("credit_monthly") + balance.Number("credit_package") is 0 ? new KeyCheck(KeyStatus.Limited, "The account at PixVerse has no credits left. Add some there.") : KeyCheck.Valid;
        },
        absenceIsFine: false, ct);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var frame = Frame.Read(Vendor, request.FirstFrame);
        var seconds = model.Fit(request.Seconds);
        var picture = frame is null ? (long?)null : await UploadAsync(frame, key, ct);
        var prompt = request.Prompt.Length > LongestPrompt ? request.Prompt[..LongestPrompt] : request.Prompt;
        var quality = request.Resolution switch { Resolution.P1080 => "1080p", Resolution.P480 => "540p", _ => "720p" };
        var order = Vendor.Post(picture is null ? "video/text/generate" : "video/img/generate", new PixVerseOrder(
            prompt, model.Id, seconds, quality, picture is null ? request.AspectRatio : null, picture, request.Seed, model.Id == "v6" ? request.Sound : null));
        if (request.OrderId is { } number)
        {
            order.Headers.Add(Trace, number.ToString());
            order.Options.Set(CallOptions.Idempotent, true);
        }

        return Ordered((await Vendor.SendAsync<JsonElement>(order, key, ct)).At("Resp.video_id"), model, seconds);
    }

    /// <remarks>Numbers that are not documented are still running.</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var made = (await Vendor.GetAsync<JsonElement>($"video/result/{Uri.EscapeDataString(job.Id)}", key, ct)).Find("Resp");
        return (int?)made.Number("status") switch
        {
            1 => Done(made.At("url")),
            6 => Expired(),
            7 => Failed("the content did not pass moderation"),
            8 => Failed("the generation failed"),
            _ => Waiting(TimeSpan.FromSeconds(5), queued: false),
        };
    }

    private async Task<long> UploadAsync(Frame frame, ApiKey? key, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        if (frame.Url is { } url) form.Add(new StringContent(url), "image_url");
        else
        {
            var bytes = new ByteArrayContent(Convert.FromBase64String(frame.Base64!));
            bytes.Headers.ContentType = new MediaTypeHeaderValue(frame.MediaType!);
            form.Add(bytes, "image", "frame." + frame.MediaType!["image/".Length..]);
        }

        var answer = await Vendor.SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Post, "image/upload") { Content = form }, key, ct);
        return (long?)answer.Number("Resp.img_id") ?? throw Vendor.Fault(ProviderFault.BadAnswer, "the picture has no number");
    }

    private static void SignIn(HttpRequestMessage request, ApiKey key)
    {
        request.Headers.Add("API-KEY", key.Reveal());
        if (!request.Headers.Contains(Trace)) request.Headers.Add(Trace, Guid.CreateVersion7().ToString());
    }

    /// <remarks>https://docs.platform.pixverse.ai/ — "Error codes"; errors come with HTTP 200.</remarks>
    private static ProviderFault? Fault(VendorAnswer answer) => (int?)answer.Json.Number("ErrCode") switch
    {
        null or 0 => null,
        10001 or 10003 or 10005 => ProviderFault.BadKey,
        500044 => ProviderFault.RateLimited,
        500063 or 500054 => ProviderFault.RejectedByPolicy,
        500090 => ProviderFault.OutOfCredit,
        >= 400_000 and < 500_000 => ProviderFault.InvalidRequest,
        _ => ProviderFault.Transient,
    };
}
