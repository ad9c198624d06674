using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Renditions;

namespace Synthora.Features.Videos;

/// <summary>What owners are told of their videos.</summary>
internal static class VideoNotices
{
    public static Notice Completed(Video video, Guid jobId) => Of(video, NotificationType.VideoComplete, $"video-complete:{jobId}", "Your video is ready", $"“{video.Title}” is finished.");

    public static Notice Failed(Video video, Guid jobId) => Of(
        video, NotificationType.VideoFailed, $"video-failed:{jobId}", "A video failed", $"“{video.Title}”: {Sentence(video)}") with
    {
        Data = new { VideoId = video.Id, Error = video.ErrorMessage, FailureType = video.ErrorCode, Step = video.CurrentStep is { } step ? EnumText.Of(step) : null },
    };

    public static Notice TimedOut(Video video) => Of(
        video, NotificationType.VideoGenerationTimeout, $"video-timeout:{video.JobId}", "A video timed out", $"“{video.Title}”: {Sentence(video)}");

    public static Notice Cancelled(Video video) => Of(
        video, NotificationType.VideoGenerationCancelled, $"video-cancelled:{video.JobId}", "A video was cancelled", $"“{video.Title}” was stopped and its half-made files were removed.");

    public static Notice Edited(VideoVersion version, string title) => Of(version, NotificationType.EditComplete, "edit-complete", "Your edit is ready", $"“{title}” shows your changes now.", $"/videos/{version.VideoId}");

    public static Notice EditFailed(VideoVersion version) => Of(
        version, NotificationType.VideoFailed, "edit-failed", "An edit failed", $"“{version.Title}”: {$"{version.ErrorMessage} {version.ErrorRemedy}".TrimEnd()} The video shows what it did before.", $"/videos/{version.VideoId}/edit");

    public static Notice RenditionReady(VideoRendition rendition, string title) => Of(
        rendition, NotificationType.EditComplete, "rendition-ready", "Your video is ready in another form", $"“{title}” can be downloaded for {LabelOf(rendition)}.");

    public static Notice RenditionFailed(VideoRendition rendition, string title) => Of(
        rendition, NotificationType.VideoFailed, "rendition-failed", "A video could not be made in another form", $"“{title}” for {LabelOf(rendition)}: {$"{rendition.ErrorMessage} {rendition.ErrorRemedy}".TrimEnd()}");

    public static Notice Expiring(Video video) => Of(
        video, NotificationType.VideoExpiring, $"video-expiring:{video.Id}:{video.ExpiresAt:yyyyMMddHH}", "A video expires soon",
        $"The files of “{video.Title}” are removed within a day. Download what you want to keep.") with
    {
        Data = new { VideoId = video.Id, video.ExpiresAt },
    };

    private static string LabelOf(VideoRendition rendition) => RenditionChoices.Parse(rendition.Name) is { } form ? RenditionChoices.Label(form) : rendition.Name;

    private static Notice Of(VideoRendition rendition, NotificationType type, string key, string title, string message) =>
        new(rendition.UserId, type, $"{key}:{rendition.Id}", title, message) { Link = $"/videos/{rendition.VideoId}#downloads", Data = new { rendition.VideoId, Variant = rendition.Name, Error = rendition.ErrorMessage } };

    private static Notice Of(VideoVersion version, NotificationType type, string key, string title, string message, string link) =>
        new(version.UserId, type, $"{key}:{version.Id}", title, message) { Link = link, Data = new { version.VideoId, Version = version.Number, Error = version.ErrorMessage } };

    private static Notice Of(Video video, NotificationType type, string key, string title, string message) =>
        new(video.UserId, type, key, title, message) { Link = $"/videos/{video.Id}", Data = new { VideoId = video.Id, video.Title } };

    private static string Sentence(Video video) => video.ErrorRemedy is null ? $"{video.ErrorMessage}" : $"{video.ErrorMessage} {video.ErrorRemedy}";
}
