using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;
using Synthora.Providers.Text.Gemini;

namespace Synthora.Providers.VideoAi.GeminiOmni;

/// <summary>Gemini Omni, which took Veo's place on this API.</summary>
internal sealed class GeminiOmni(Vendors vendors) : JobAdapter<VideoAiRequest>(vendors.Open(Id, VendorManners.Header("x-goog-api-key", GoogleFaults.Read)))
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
            state = await Vendor.GetAsync<JsonElement>($"interactions/{Uri.EscapeDataString(job.Id)}", key, ct);
        }
        catch (ProviderException odd) when (odd.Fault == ProviderFault.InvalidRequest)
        {
            // An unknown job is HTTP 400 here; another 400 while polling passes.
            return odd.Cause.Contains("Invalid interaction name", StringComparison.OrdinalIgnoreCase) ? Expired() : Waiting(PollAfter, queued: false);
        }

        var made = state.Items("steps").SelectMany(step => step.Items("content")).ToList();
        return state.At("status") switch
        {
            // A refusal is "completed", with words in place of a video.
            "completed" when made.Find(part => part.At("type") == "video") is { ValueKind: JsonValueKind.Object } video => Result(video),
            "completed" => new JobReport(JobState.Failed, Failure: Vendor.Fault(ProviderFault.RejectedByPolicy, made.Select(part => part.At("text")).FirstOrDefault(text => text is not null))),
            "failed" or "incomplete" or "budget_exceeded" => Failed(state.At("errors.0.message"), state.At("status")),
            "cancelled" => Cancelled(),
            var status => Waiting(PollAfter, status == "queued"),
        };
    }

    public override Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) =>
        StopAsync(Vendor.Post($"interactions/{Uri.EscapeDataString(job.Id)}/cancel", new JsonObject()), key, ct);

    private JobReport Result(JsonElement video)
    {
        var link = new UriBuilder(video.At("uri") ?? throw Vendor.Fault(ProviderFault.BadAnswer, "the video has no address"));
        // The key is sent along, so it must not go anywhere else.
        if (link.Host != Vendor.Settings.BaseUrl!.Host || link.Port != Vendor.Settings.BaseUrl.Port) throw Vendor.Fault(ProviderFault.BadAnswer, "the video lies on another server");
        var query = HttpUtility.ParseQueryString(link.Query);
        if (query["alt"] is null) query["alt"] = "media";
        link.Query = query.ToString();
        return Done(link.Uri.AbsoluteUri, needsKey: true, keptFor: TimeSpan.FromDays(2));
    }
}
