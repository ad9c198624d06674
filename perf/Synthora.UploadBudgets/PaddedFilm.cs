using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Synthora.UploadBudgets;

/// <summary>A real film followed by a box that players skip, written as it is sent, so that the sender's memory says nothing of the file's size.</summary>
internal sealed class PaddedFilm : HttpContent
{
    private static readonly byte[] Zeros = new byte[64 * 1024];
    private readonly byte[] _film;
    private readonly long _size;

    public PaddedFilm(byte[] film, long size)
    {
        (_film, _size) = (film, size);
        Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_film);
        var left = _size - _film.Length;
        var box = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)left);
        "free"u8.CopyTo(box.AsSpan(4));
        await stream.WriteAsync(box);
        for (left -= box.Length; left > 0;)
        {
            var part = (int)Math.Min(left, Zeros.Length);
            await stream.WriteAsync(Zeros.AsMemory(0, part));
            left -= part;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _size;
        return true;
    }
}
