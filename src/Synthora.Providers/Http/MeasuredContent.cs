using System.Net;
using System.Security.Cryptography;

namespace Synthora.Providers.Http;

/// <summary>An answer's bytes on their way through: counted and hashed, kept nowhere, and told of when they end.</summary>
internal sealed class MeasuredContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Action<long, string> _ended;

    /// <param name="ended">Takes how many bytes went through and their SHA-256; called once.</param>
    public MeasuredContent(HttpContent inner, Action<long, string> ended)
    {
        (_inner, _ended) = (inner, ended);
        foreach (var (name, values) in inner.Headers) Headers.TryAddWithoutValidation(name, values);
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new MeasuringStream(await _inner.ReadAsStreamAsync(), _ended);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var from = await CreateContentReadStreamAsync();
        await from.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private sealed class MeasuringStream(Stream inner, Action<long, string> ended) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _bytes;
        private bool _told;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _bytes;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Seen(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            return Seen(buffer.Span[..read]);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Tell();
                _hash.Dispose();
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Seen(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length == 0) Tell();
            else if (!_told) _hash.AppendData(bytes);
            _bytes += bytes.Length;
            return bytes.Length;
        }

        private void Tell()
        {
            if (_told) return;
            _told = true;
            ended(_bytes, Convert.ToHexStringLower(_hash.GetCurrentHash()));
        }
    }
}
