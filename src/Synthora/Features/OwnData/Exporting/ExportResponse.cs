namespace Synthora.Features.OwnData.Exporting;

/// <summary>An export as its owner sees it.</summary>
/// <param name="Id">Also its job's, readable at <c>/jobs/{id}</c>.</param>
/// <param name="IncludesMedia">Whether the files come along; without them they are only listed.</param>
/// <param name="Progress">0–100.</param>
/// <param name="Size">In bytes, once it is ready.</param>
/// <param name="DownloadUrl">Opens for its owner until <paramref name="ExpiresAt"/>; null while there is nothing to download.</param>
public sealed record ExportResponse(
    Guid Id, ExportState State, bool IncludesMedia, double Progress, long? Size, string? DownloadUrl, string? ErrorMessage, string? ErrorRemedy,
    DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt, DateTimeOffset? ExpiresAt);
