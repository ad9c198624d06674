using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

/// <param name="ThumbnailUrl">A small picture, signed, good for an hour at least.</param>
/// <param name="PlayUrl">What browsers can show: the file, or a copy where they cannot play it.</param>
/// <param name="Waveform">Of sounds: 240 levels at most, 0–255.</param>
/// <param name="VideoId">The video that it is, when it was made here.</param>
/// <param name="DuplicateOf">The older file with the same bytes.</param>
public sealed record MediaSummary(
    Guid Id, MediaKind Kind, MediaOrigin Origin, MediaStatus Status, string Title, string FileName, string ContentType, long Size,
    IReadOnlyList<string> Tags, Guid? FolderId, bool IsFavorite, bool IsArchived, int? Width, int? Height, Orientation? Orientation, double? DurationS,
    string? ThumbnailUrl, string? PlayUrl, byte[]? Waveform, Guid? DuplicateOf, string? ErrorMessage, string? ErrorRemedy, DateTimeOffset CreatedAt, DateTimeOffset? DeletedAt, Guid? VideoId)
{
    internal static MediaSummary From(Media media, MediaLinks links) => new(
        media.Id, media.Kind, media.Origin, media.Status, media.Title, media.FileName, media.ContentType, media.Size, media.Tags, media.FolderId,
        media.IsFavorite, media.ArchivedAt is not null, media.Width, media.Height, media.Orientation, media.DurationS > 0 ? media.DurationS : null,
        media.HasPoster ? links.To(media.Id, MediaVariant.Thumbnail) : null,
        media.Status == MediaStatus.Ready ? links.To(media.Id, media.HasCopy ? MediaVariant.Copy : MediaVariant.Original) : null, media.Kind == MediaKind.Audio ? media.Waveform : null, media.DuplicateOf,
        media.ErrorMessage, media.ErrorRemedy, media.CreatedAt, media.DeletedAt, media.VideoId);
}

public sealed record MediaReference(Guid Id, string Title);

/// <param name="FileUrl">The file itself, signed, with range support; null while there is none.</param>
/// <param name="DownloadUrl">Saves the file under its title.</param>
/// <param name="UsedIn">Videos that show or play it.</param>
/// <param name="Copies">Other files with the same bytes.</param>
public sealed record MediaResponse(
    MediaSummary Item, string? Description, string? Format, string? VideoCodec, string? AudioCodec, double? Fps, string? Hash, DateTimeOffset UpdatedAt,
    string? FileUrl, string? PosterUrl, string? DownloadUrl,
    IReadOnlyList<MediaReference> UsedIn, IReadOnlyList<MediaReference> Copies, IReadOnlyList<Guid> Collections, IReadOnlyList<FolderResponse> Path)
{
    /// <summary>Simulators stood in for providers when it was made here.</summary>
    public bool IsSimulated { get; init; }
}
