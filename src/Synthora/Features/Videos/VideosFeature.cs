using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Features.Videos.Pages.Create;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;
using Synthora.Providers.Speech.Offline;
using Synthora.Rendering.Quality;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Videos;

/// <summary>Making videos and having them.</summary>
public static class VideosFeature
{
    public static IServiceCollection AddVideos(this IServiceCollection services) => services
        .AddEditing().AddRenditions()
        .AddSingleton<VideoFiles>()
        .AddSingleton<OfflineSpeech>().AddSingleton<VoiceSamples>()
        .AddScoped<OpenVideoFile>()
        .AddScoped<CreateVideo>().AddScoped<GetVideo>().AddScoped<UpdateVideo>().AddScoped<ListVideos>().AddScoped<GetVideoStatus>().AddScoped<WatchVideo>().AddScoped<WatchVideos>()
        .AddScoped<RetryVideo>().AddScoped<CancelVideo>().AddScoped<DeleteVideo>().AddScoped<DiscardVideo>().AddScoped<RestoreVideo>()
        .AddScoped<DownloadVideo>().AddScoped<GetThumbnail>().AddScoped<GetSubtitles>().AddScoped<GetQualityReport>().AddScoped<GetFootage>()
        .AddScoped<RunGeneration>(provider => provider.GetRequiredService<GenerateVideo>().RunAsync)
        .AddSingleton<ChooseCrew>().AddSingleton<ChosenVoice>().AddSingleton<PreviewCrew>().AddSingleton<ShownFootage>().AddSingleton<HireCrew>().AddSingleton<OrderBills>().AddSingleton<OpenOrders>().AddSingleton<VideoBudget>().AddSingleton<PublishedParts>()
        .AddSingleton(new PeriodicJob("spendings", "20 2/5 * * * ?", typeof(SpendingUpkeep)))
        .AddSingleton(new PeriodicJob("orders", "5 * * * * ?", typeof(OrderUpkeep)))
        .AddSingleton<MusicBefore>().AddScoped<IJobHandler, VideoGeneration>().AddScoped<VideoExpiry>().AddScoped<GetVideoStats>()
        .AddSingleton(new PeriodicJob("stuck-videos", "0 0/5 * * * ?", typeof(StuckVideos)))
        .AddScoped<StuckRenderings>().AddSingleton(new PeriodicJob("stray-video-files", "0 50 3 * * ?", typeof(StrayVideoFiles)))
        .AddSingleton(new PeriodicJob("upkeep", "0 7 * * * ?", typeof(Upkeep)));

    public static void MapVideos(this IEndpointRouteBuilder api)
    {
        api.MapEditing();
        api.MapRenditions();
        var videos = api.MapGroup("/videos").WithTags("Videos").RequireAuthorization();
        videos.MapPost("/", (
                CreateVideoRequest request, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CreateVideo create, HttpContext http, CancellationToken ct) =>
                create.HandleAsync(http.GetCaller(), request, ct, idempotencyKey).AsAccepted())
            .Describe<AcceptedVideo>("create_video", "Starts a video from a topic, notes or a script.", "Answers at once; follow it at /videos/{id}/events or /jobs/{task_id}. The same Idempotency-Key with the same body within 24 h answers the same video, until that is deleted; with another body it is refused.", 202, 400, 401, 403, 409, 413, 415, 429);
        videos.MapGet("/", ([AsParameters] ListVideosRequest request, [AsParameters] PageRequest paging, ListVideos list, HttpContext http, CancellationToken ct) =>
                list.HandleAsync(http.GetCaller(), request, paging, ct).AsOk())
            .Describe<Page<VideoSummary>>("list_videos", "Your videos, newest first.", "Filters add up. What is archived is left out unless it is asked for.", 200, 400, 401, 403);
        videos.MapGet("/stats/me", (GetVideoStats stats, HttpContext http, CancellationToken ct) => stats.OwnAsync(http.GetCaller(), ct).AsOk())
            .Describe<VideoStats>("get_my_video_stats", "Your videos in figures.", "", 200, 401, 403);
        videos.MapGet("/admin/stats", (GetVideoStats stats, HttpContext http, CancellationToken ct) => stats.AllAsync(http.GetCaller(), ct).AsOk())
            .Describe<AllVideoStats>("get_all_video_stats", "Everybody's videos, steps and queues in figures.", "For administrators.", 200, 401, 403);
        api.MapGet("/events", (WatchVideos watch, HttpContext http, CancellationToken ct) => TypedResults.ServerSentEvents(EventsOf(watch.HandleAsync(http.GetCaller(), ct), ct)))
            .WithTags("Videos").RequireAuthorization()
            .Describe<VideoStatusResponse>("watch_videos", "Progress of all that you have under way, as server-sent events.", "One event named status per change of a video, those begun later too; half a minute without one says quiet. It ends after ten minutes: ask again.", 200, 401, 403);
        var video = videos.MapGroup("/{id:guid}");
        video.MapGet("/", (Guid id, GetVideo get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoResponse>("get_video", "One video with its steps.", "", 200, 401, 403, 404);
        video.MapPatch("/", (Guid id, UpdateVideoRequest request, UpdateVideo update, HttpContext http, CancellationToken ct) => update.HandleAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<VideoResponse>("update_video", "Changes a video's title, description, tags or folder.", "What is absent stays as it is. A title can be given in any state; the rest once the video is in the library.", 200, 400, 401, 403, 404, 409);
        video.MapDelete("/", (Guid id, DeleteVideo delete, HttpContext http, CancellationToken ct) => delete.HandleAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("delete_video", "Deletes a video and its files, in any state.", "A running one is cancelled first.", 204, 401, 403, 404);
        video.MapPost("/discard", (Guid id, DiscardVideo discard, HttpContext http, CancellationToken ct) => discard.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoDiscarded>("discard_video", "Deletes a video so that it can be restored for a day.", "One that is still being made is stopped and gone for good.", 200, 401, 403, 404);
        video.MapPost("/restore", (Guid id, RestoreVideo restore, HttpContext http, CancellationToken ct) => restore.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoResponse>("restore_video", "Takes a discarded video back.", "", 200, 401, 403, 404);
        video.MapGet("/status", (Guid id, GetVideoStatus get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoStatusResponse>("get_video_status", "State, progress and time left, for polling.", "", 200, 401, 403, 404);
        video.MapGet("/events", async (Guid id, WatchVideo watch, HttpContext http, CancellationToken ct) =>
            {
                var watched = await watch.HandleAsync(http.GetCaller(), id, ct);
                return watched.Error is { } error ? new ProblemResult(error) : (IResult)TypedResults.ServerSentEvents(EventsOf(watched.Value!, ct));
            })
            .Describe<VideoStatusResponse>("watch_video", "Progress as server-sent events.", "One event named status per change; the last one is in a final state.", 200, 401, 403, 404);
        video.MapPost("/retry", (Guid id, RetryVideoRequest? request, RetryVideo retry, HttpContext http, CancellationToken ct) =>
                retry.HandleAsync(http.GetCaller(), id, ct, request?.Swap).AsAccepted())
            .Describe<AcceptedVideo>("retry_video", "Takes a failed or timed-out video up again.", "Resumes at the first step that is not finished. With a swap another provider does the step that failed.", 202, 400, 401, 403, 404, 409, 429);
        video.MapPost("/cancel", (Guid id, CancelVideo cancel, HttpContext http, CancellationToken ct) => cancel.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoResponse>("cancel_video", "Stops a video that waits or is being made.", "", 200, 401, 403, 404, 409);
        video.MapGet("/download", (Guid id, DownloadVideo download, HttpContext http, CancellationToken ct, bool inline = false, string? variant = null) =>
                download.HandleAsync(http.GetCaller(), id, variant, ct).AsFile(attachment: !inline))
            .DescribeFile("download_video", "The MP4.", "Supports ranges. With inline=true browsers play it instead of saving it. With variant=1:1, youtube or instagram:4:5 it is that one, once it has been made; see list_variants.", "video/mp4", 400, 401, 403, 404, 409, 410);
        video.MapGet("/thumbnail", (Guid id, GetThumbnail get, HttpContext http, CancellationToken ct, bool small = false, bool poster = false) => get.HandleAsync(http.GetCaller(), id, small, poster, ct).AsFile(attachment: false))
            .DescribeFile("get_thumbnail", "The picture that stands for the video.", "It has the shape that the video's platform lists videos in, on YouTube 16:9. With poster=true it has the video's own, with small=true that and at most 30 KB, for lists.", "image/jpeg", 401, 403, 404, 409, 410);
        video.MapGet("/subtitles", (Guid id, GetSubtitles get, HttpContext http, CancellationToken ct, string format = "srt", bool inline = false) =>
                Enum.TryParse<SubtitleFormat>(format, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
                    ? get.HandleAsync(http.GetCaller(), id, parsed, ct).AsFile(attachment: !inline)
                    : Task.FromResult<IResult>(new ProblemResult(Errors.Validation($"There is no subtitle format '{format}'. Use srt, vtt or ass."))))
            .DescribeFile("get_subtitles", "The captions as SRT, VTT or ASS.", "", "application/x-subrip", 400, 401, 403, 404, 409, 410);
        video.MapGet("/footage", (Guid id, GetFootage get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoFootageResponse>("get_footage", "What each scene shows, how well it fits the narration, and whom it is owed to.", "", 200, 401, 403, 404);
        video.MapGet("/report", (Guid id, GetQualityReport get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<QualityReport>("get_quality_report", "What the finished file measures, check by check.", "", 200, 401, 403, 404, 409, 410);
    }

    private static async IAsyncEnumerable<SseItem<VideoStatusResponse?>> EventsOf(
        IAsyncEnumerable<VideoStatusResponse?> statuses, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var status in statuses.WithCancellation(ct)) yield return new(status, status is null ? "quiet" : "status");
    }
}
