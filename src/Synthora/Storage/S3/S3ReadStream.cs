using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Synthora.Storage.S3;

/// <summary>
/// A stored object as a seekable stream: reading asks for the range from here on, and goes on where it was when the
/// connection breaks. Every range is bound to the object's tag, so that two versions never mix.
/// </summary>
internal sealed class S3ReadStream(IAmazonS3 client, string bucket, string key, long length, string tag) : Stream
{
    private const int Tries = 4;
    private GetObjectResponse? _open;
    private long _openAt;
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.Length == 0) return 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await OpenHereAsync(cancellationToken);
                var read = await response.ResponseStream.ReadAsync(buffer, cancellationToken);
                if (read == 0) throw new IOException("The bucket's answer ended early.");
                _openAt = _position += read;
                return read;
            }
            catch (Exception broken) when (attempt < Tries && broken is IOException or AmazonClientException or HttpRequestException)
            {
                Close(ref _open);
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close(ref _open);
        base.Dispose(disposing);
    }

    private async Task<GetObjectResponse> OpenHereAsync(CancellationToken ct)
    {
        if (_open is not null && _openAt == _position) return _open;
        Close(ref _open);
        try
        {
            _open = await client.GetObjectAsync(
                new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(_position, length - 1), EtagToMatch = tag }, ct);
        }
        catch (AmazonS3Exception refused)
        {
            throw new InvalidOperationException($"The bucket refused to go on: {refused.ErrorCode} {refused.Message}", refused);
        }

        _openAt = _position;
        return _open;
    }

    private static void Close(ref GetObjectResponse? response)
    {
        response?.Dispose();
        response = null;
    }
}
