using System.ComponentModel.DataAnnotations;

namespace Synthora.Storage;

public enum StorageKind { Local, S3 }

/// <summary>The section <c>Storage</c> of the configuration: where finished files are kept.</summary>
public sealed class StorageOptions
{
    public StorageKind Kind { get; set; } = StorageKind.Local;

    public S3Options S3 { get; set; } = new();

    /// <summary>What is missing or wrong, named as the operator sets it.</summary>
    public IEnumerable<string> Problems()
    {
        if (Kind != StorageKind.S3) yield break;
        if (string.IsNullOrWhiteSpace(S3.Bucket)) yield return "Storage__S3__Bucket is missing.";
        if (string.IsNullOrWhiteSpace(S3.AccessKey) != string.IsNullOrWhiteSpace(S3.SecretKey))
            yield return "Storage__S3__AccessKey and Storage__S3__SecretKey belong together.";
        if (S3.Endpoint is { Length: > 0 } && (!Uri.TryCreate(S3.Endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
            yield return $"Storage__S3__Endpoint is '{S3.Endpoint}', not an address such as https://s3.example.com.";
    }
}

/// <summary>A bucket of any server that speaks S3: AWS, Cloudflare R2, Supabase Storage, MinIO, Google Cloud's interoperable side.</summary>
public sealed record S3Options
{
    public string Bucket { get; set; } = "";

    /// <summary>Empty takes AWS itself.</summary>
    public string? Endpoint { get; set; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>With neither key the SDK's own sources are asked, such as a machine's role.</summary>
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }

    /// <summary>Names the bucket in the path rather than in the host name, as most servers of one's own want it.</summary>
    public bool PathStyle { get; set; }

    /// <summary>Put before every key, so that a bucket can hold more than one installation.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Sends browsers that download a file to the bucket itself, with a link that soon runs out.</summary>
    public bool DirectDownloads { get; set; }

    [Range(5, 1024)]
    public int PartMegabytes { get; set; } = 16;
}
