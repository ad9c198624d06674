using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Synthora.Storage.S3;

/// <summary>Files in a bucket. Large ones travel in parts, so that memory stays flat and a broken part is sent again alone.</summary>
public sealed class S3FileStore : IFileStore, IDisposable
{
    private const string ContentType = "application/octet-stream";

    private readonly S3Options _options;
    private readonly string _temporary;
    private readonly AmazonS3Client _client;
    private readonly long _part;

    /// <param name="temporary">Where copies for tools lie.</param>
    /// <param name="clients">How the bucket is reached; null is the SDK's own way.</param>
    public S3FileStore(S3Options options, string temporary, HttpClientFactory? clients = null)
    {
        (_options, _temporary) = (options, temporary);
        var config = new AmazonS3Config { ForcePathStyle = options.PathStyle, MaxErrorRetry = 4, Timeout = TimeSpan.FromMinutes(10), HttpClientFactory = clients };
        if (string.IsNullOrWhiteSpace(options.Endpoint))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.Endpoint.TrimEnd('/');
            config.AuthenticationRegion = options.Region;
            config.UseHttp = options.Endpoint.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        }

        _client = string.IsNullOrWhiteSpace(options.AccessKey)
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
        _part = options.PartMegabytes * 1024L * 1024;
    }

    public Task PutAsync(string key, string sourcePath, CancellationToken ct) => Kept(() =>
        new FileInfo(sourcePath).Length > _part ? PutPartsAsync(KeyOf(key), sourcePath, ct) : _client.PutObjectAsync(
            new PutObjectRequest { BucketName = _options.Bucket, Key = KeyOf(key), FilePath = sourcePath, ContentType = ContentType, UseChunkEncoding = false }, ct));

    public async Task TakeAsync(string key, string sourcePath, CancellationToken ct)
    {
        await PutAsync(key, sourcePath, ct);
        File.Delete(sourcePath);
    }

    public async Task<StoredFile?> OpenAsync(string key, CancellationToken ct)
    {
        if (await HeadAsync(key, ct) is not { } head) return null;
        var stream = new S3ReadStream(_client, _options.Bucket, KeyOf(key), head.ContentLength, head.ETag);
        return new StoredFile(stream, head.ContentLength, new DateTimeOffset(head.LastModified.ToUniversalTime()));
    }

    public async Task<LocalCopy?> FetchAsync(string key, CancellationToken ct)
    {
        if (await OpenAsync(key, ct) is not { } stored) return null;
        Directory.CreateDirectory(_temporary);
        var path = Path.Combine(_temporary, Guid.CreateVersion7().ToString("N"));
        try
        {
            await using var from = stored.Content;
            await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await from.CopyToAsync(to, ct);
            return new LocalCopy(path, isTemporary: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var full = KeyOf(prefix);
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = full, Delimiter = "/" };
        ListObjectsV2Response page;
        do
        {
            page = await Kept(() => _client.ListObjectsV2Async(request, ct));
            var names = page.CommonPrefixes.Concat(page.S3Objects.Select(found => found.Key)).Select(found => found[full.Length..]);
            foreach (var name in names.Order(StringComparer.Ordinal))
                if (name.Length > 0) yield return name;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated);
    }

    public async Task DeleteAsync(string prefix, CancellationToken ct)
    {
        await Kept(() => _client.DeleteObjectAsync(_options.Bucket, KeyOf(prefix), ct));
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = KeyOf(prefix.TrimEnd('/') + "/") };
        ListObjectsV2Response page;
        do
        {
            page = await Kept(() => _client.ListObjectsV2Async(request, ct));
            if (page.S3Objects.Count > 0)
            {
                var gone = new DeleteObjectsRequest { BucketName = _options.Bucket, Objects = [.. page.S3Objects.Select(found => new KeyVersion { Key = found.Key })] };
                await Kept(() => _client.DeleteObjectsAsync(gone, ct));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated);
    }

    public Uri? LinkTo(string key, StoredLink link)
    {
        if (!_options.DirectDownloads) return null;
        var request = new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = KeyOf(key),
            Verb = HttpVerb.GET,
            // The signature counts in seconds of the wall clock, as the server does.
            Expires = TimeProvider.System.GetUtcNow().Add(link.Lasts).UtcDateTime,
            Protocol = _options.Endpoint?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.ResponseHeaderOverrides.ContentType = link.ContentType;
        if (link.FileName is { } name) request.ResponseHeaderOverrides.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        return new Uri(_client.GetPreSignedURL(request));
    }

    public async Task<string?> CheckAsync(CancellationToken ct)
    {
        var key = KeyOf($".probe-{Guid.CreateVersion7():N}");
        try
        {
            await _client.PutObjectAsync(new PutObjectRequest { BucketName = _options.Bucket, Key = key, ContentBody = "ok", UseChunkEncoding = false }, ct);
            await _client.DeleteObjectAsync(_options.Bucket, key, ct);
            return null;
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return exception.Message;
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A server that was told of parts and never of their end would keep and charge for them.</summary>
    private async Task PutPartsAsync(string key, string path, CancellationToken ct)
    {
        var begun = await _client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = _options.Bucket, Key = key, ContentType = ContentType }, ct);
        try
        {
            var length = new FileInfo(path).Length;
            // At most ten thousand parts are taken.
            var size = Math.Max(_part, (length / 9_999) + 1);
            var tags = new PartETag[(length + size - 1) / size];
            await Parallel.ForAsync(0, tags.Length, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = ct }, async (index, token) =>
            {
                var sent = await _client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = _options.Bucket,
                        Key = key,
                        UploadId = begun.UploadId,
                        PartNumber = index + 1,
                        FilePath = path,
                        FilePosition = index * size,
                        PartSize = Math.Min(size, length - (index * size)),
                        // Not every server reads a body that is signed piece by piece.
                        UseChunkEncoding = false,
                    }, token);
                tags[index] = new PartETag(index + 1, sent.ETag);
            });
            await _client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = _options.Bucket, Key = key, UploadId = begun.UploadId, PartETags = [.. tags] }, ct);
        }
        catch
        {
            await _client.AbortMultipartUploadAsync(_options.Bucket, key, begun.UploadId, CancellationToken.None);
            throw;
        }
    }

    private async Task<GetObjectMetadataResponse?> HeadAsync(string key, CancellationToken ct)
    {
        try
        {
            return await Kept(() => _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(key), ct));
        }
        catch (IOException missing) when (missing.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    private string KeyOf(string key)
    {
        if (key.Split('/').Any(part => part is "." or "..") || key.StartsWith('/')) throw new ArgumentException($"The key '{key}' leaves the store.", nameof(key));
        return _options.Prefix.Length == 0 ? key : $"{_options.Prefix.Trim('/')}/{key}";
    }

    private static async Task Kept(Func<Task> work) => await Kept(async () =>
    {
        await work();
        return true;
    });

    /// <summary>A bucket that refuses or is away is, to those who store, a disk that fails.</summary>
    private static async Task<T> Kept<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (AmazonS3Exception refused)
        {
            throw new IOException($"The bucket refused: {refused.ErrorCode} {refused.Message}", refused);
        }
        catch (Exception away) when (away is AmazonClientException or HttpRequestException)
        {
            throw new IOException($"The bucket cannot be reached: {away.Message}", away);
        }
    }
}
