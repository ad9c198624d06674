namespace Synthora.Providers.Stock.Pexels;

// https://www.pexels.com/api/documentation/#photos-search
internal sealed record PhotoAnswer(int TotalResults, IReadOnlyList<PexelsPhoto> Photos);

internal sealed record PexelsPhoto(long Id, int Width, int Height, string Url, string Photographer, string? PhotographerUrl, string? Alt, Dictionary<string, string> Src);

// https://www.pexels.com/api/documentation/#videos-search
internal sealed record VideoAnswer(int TotalResults, IReadOnlyList<PexelsVideo> Videos);

internal sealed record PexelsVideo(long Id, int Width, int Height, double Duration, string Url, string? Image, PexelsUser User, IReadOnlyList<PexelsFile> VideoFiles);

internal sealed record PexelsUser(string Name, string? Url);

internal sealed record PexelsFile(string? Quality, string? FileType, int? Width, int? Height, string Link, long? Size);
