namespace Synthora.Providers.Stock.Unsplash;

// https://unsplash.com/documentation#search-photos
internal sealed record UnsplashAnswer(int Total, IReadOnlyList<UnsplashPhoto> Results);

internal sealed record UnsplashPhoto(
    string Id, int Width, int Height, string? Description, string? AltDescription, UnsplashUrls Urls, UnsplashLinks Links, UnsplashUser User, IReadOnlyList<UnsplashTag>? Tags = null);

internal sealed record UnsplashUrls(string Raw, string? Small);

internal sealed record UnsplashLinks(string Self, string Html, string? DownloadLocation);

internal sealed record UnsplashUser(string Name, UnsplashUserLinks Links);

internal sealed record UnsplashUserLinks(string Html);

internal sealed record UnsplashTag(string? Title);
