namespace Synthora.Providers.Stock;

/// <summary>Photos are mostly JPEG, but not all are; an address ends as its file does.</summary>
internal static class PictureType
{
    public static string Of(string url) => Path.GetExtension(new Uri(url).AbsolutePath).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".webp" => "image/webp",
        _ => "image/jpeg",
    };
}
