using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;
using Synthora.Providers.Text.Gemini;

namespace Synthora.Providers.VideoAi.GeminiOmni;

/// <summary>Gemini Omni, which took Veo's place on this API.</summary>
internal sealed partial class GeminiOmni(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Header("x-goog-api-key", GoogleFaults.Read)))
{
    public const string Id = "veo";
    private static readonly TimeSpan PollAfter = TimeSpan.FromSeconds(8);

    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("models?pageSize=1", key, ct);

    /// <remarks>https://ai.google.dev/gemini-api/docs/interactions: without <c>background</c> the call lasts as long as the making; a duration is a text such as 6s.</remarks>
    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var frame = Frame.Read(Vendor, request.FirstFrame);
        var seconds = model.Fit(request.Seconds);
        var input = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = request.Prompt });
        if (frame is not null)
        {
            input.Add(frame.Url is { } url ? new JsonObject { ["type"] = "image", ["uri"] = url, ["mime_type"] = "image/jpeg" }
                : new JsonObject { ["type"] = "image", ["data"] = frame.Base64, ["mime_type"] = frame.MediaType });
        }

        var answer = await Vendor.PostAsync<JsonElement>("interactions", new JsonObject
        {
            ["model"] = model.Id,
            ["input"] = input,
            ["background"] = true,
            ["response_format"] = new JsonObject
            {
                ["type"] = "video",
                ["aspect_ratio"] = request.AspectRatio == "16:9" ? "16:9" : "9:16",
                ["duration"] = string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
                ["resolution"] = request.Resolution == Resolution.P1080 ? "1080p" : "720p",
                ["delivery"] = "uri",
            },
            ["generation_config"] = new JsonObject { ["video_config"] = new JsonObject { ["task"] = frame is null ? "text_to_video" : "image_to_video" } },
        }, key, ct);
        return Ordered(answer.At("id"), model, seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        JsonElement state;
        try
        {
            state = await Vendor.GetAsync<JsonElement>(Address(job.Id), key, ct);
        }
        catch (ProviderException odd) when (odd.Fault == ProviderFault.InvalidRequest)
        {
            // An unknown job is HTTP 400 here; another 400 while polling passes.
            return IsUnknown(odd) ? Expired() : Waiting(PollAfter, queued: false);
        }

        return state.At("status") switch
        {
            "completed" when Video(state) is { } video => await ResultAsync(job, video, key, ct),
            // A refusal is "completed", with words in place of a video.
            "completed" => new JobReport(JobState.Failed, Failure: Vendor.Fault(ProviderFault.RejectedByPolicy, Made(state).Select(part => part.At("text")).FirstOrDefault(text => text is not null))),
            "failed" or "incomplete" or "budget_exceeded" => Failed(state.At("errors.0.message"), state.At("status")),
            "cancelled" => Cancelled(),
            var status => Waiting(PollAfter, status == "queued"),
        };
    }

    public override Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) =>
        StopAsync(Vendor.Post($"{Address(job.Id)}/cancel", new JsonObject()), key, ct);

    /// <summary>A video that came within the answer is read from there once more, since only its address was kept.</summary>
    public override async Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
    {
        if (!file.Url.AbsolutePath.Contains("/interactions/", StringComparison.Ordinal)) return await base.DownloadAsync(file, key, to, limit, ct);
        JsonElement state;
        try
        {
            state = await Vendor.GetAsync<JsonElement>(Address(Uri.UnescapeDataString(file.Url.Segments[^1])), key, ct);
        }
        catch (ProviderException gone) when (IsUnknown(gone))
        {
            throw Vendor.Fault(ProviderFault.NotFound, gone.Cause);
        }

        var bytes = Data(Video(state));
        if (bytes is not { Length: > 0 }) throw Vendor.Fault(ProviderFault.BadAnswer, "the video is not in the answer");
        if (bytes.Length > limit) throw Vendor.Fault(ProviderFault.BadAnswer, $"the result is larger than {limit >> 20} MB");
        await to.WriteAsync(bytes, ct);
        return bytes.Length;
    }

    private static string Address(string id) => $"interactions/{Uri.EscapeDataString(id)}";

    private static bool IsUnknown(ProviderException odd) => odd.Fault == ProviderFault.InvalidRequest && odd.Cause.Contains("Invalid interaction name", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first step is the order itself.</summary>
    private static IEnumerable<JsonElement> Made(JsonElement state) => state.Items("steps").Where(step => step.At("type") == "model_output").SelectMany(step => step.Items("content"));

    private static JsonElement? Video(JsonElement state) => Made(state).Where(part => part.At("type") == "video").Select(part => (JsonElement?)part).FirstOrDefault();

    private static byte[]? Data(JsonElement? video) => video?.Find("data") is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out var bytes) ? bytes : null;

    /// <remarks>
    /// https://ai.google.dev/gemini-api/docs/omni: an interaction that is asked for again may hold the video itself even though its address was ordered;
    /// a file behind an address may still be in the making.
    /// </remarks>
    private async Task<JobReport> ResultAsync(ExternalJob job, JsonElement video, ApiKey? key, CancellationToken ct)
    {
        var root = Vendor.Settings.BaseUrl!;
        var type = video.At("mime_type") ?? "video/mp4";
        if (video.Find("data").ValueKind == JsonValueKind.String) return Done($"{root.AbsoluteUri.TrimEnd('/')}/{Address(job.Id)}", type, needsKey: true, keptFor: TimeSpan.FromDays(1));
        var link = new UriBuilder(video.At("uri") ?? throw Vendor.Fault(ProviderFault.BadAnswer, "the video has no address"));
        // The key is sent along, so it must not go anywhere else.
        if (link.Host != root.Host || link.Port != root.Port) throw Vendor.Fault(ProviderFault.BadAnswer, "the video lies on another server");
        if (FileName().Match(link.Path) is { Success: true } file)
        {
            var stored = await Vendor.GetAsync<JsonElement>($"files/{file.Groups[1].Value}", key, ct);
            if (stored.At("state") == "PROCESSING") return Waiting(PollAfter, queued: false);
            if (stored.At("state") == "FAILED") return Failed(stored.At("error.message"), "the file failed");
        }

        var query = HttpUtility.ParseQueryString(link.Query);
        if (query["alt"] is null) query["alt"] = "media";
        link.Query = query.ToString();
        return Done(link.Uri.AbsoluteUri, type, needsKey: true, keptFor: TimeSpan.FromDays(2));
    }

    [GeneratedRegex("/files/([A-Za-z0-9-]+)(?::download)?$")]
    private static partial Regex FileName();
}
