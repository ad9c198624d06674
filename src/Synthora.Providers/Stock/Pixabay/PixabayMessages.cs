using System.Text.Json.Serialization;

namespace Synthora.Providers.Stock.Pixabay;

// https://pixabay.com/api/docs/#api_search_images — its names follow no one rule, so they are written out.
internal sealed record PixabayPhotos([property: JsonPropertyName("totalHits")] int TotalHits, [property: JsonPropertyName("hits")] IReadOnlyList<PixabayPhoto> Hits);

internal sealed record PixabayPhoto(
    long Id, [property: JsonPropertyName("pageURL")] string PageUrl, string Tags, [property: JsonPropertyName("webformatURL")] string WebformatUrl,
    [property: JsonPropertyName("webformatWidth")] int WebformatWidth, [property: JsonPropertyName("webformatHeight")] int WebformatHeight,
    [property: JsonPropertyName("largeImageURL")] string? LargeImageUrl, [property: JsonPropertyName("fullHDURL")] string? FullHdUrl,
    [property: JsonPropertyName("imageWidth")] int ImageWidth, [property: JsonPropertyName("imageHeight")] int ImageHeight,
    string User, [property: JsonPropertyName("user_id")] long UserId);

// https://pixabay.com/api/docs/#api_search_videos
internal sealed record PixabayClips([property: JsonPropertyName("totalHits")] int TotalHits, [property: JsonPropertyName("hits")] IReadOnlyList<PixabayClip> Hits);

internal sealed record PixabayClip(
    long Id, [property: JsonPropertyName("pageURL")] string PageUrl, string Tags, double Duration, Dictionary<string, PixabayFile> Videos, string User, [property: JsonPropertyName("user_id")] long UserId);

internal sealed record PixabayFile(string? Url, int Width, int Height, long Size, string? Thumbnail);
