using System.Net.Sockets;
using System.Text;

namespace Synthora.Rendering.Cameras;

/// <summary>A socket in the folder ffmpeg runs in, where one ffmpeg connects to take or bring raw pictures.</summary>
internal sealed class PictureSocket : IDisposable
{
    /// <summary>The kernel takes no longer address.</summary>
    private const int LongestAddress = 107;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;
    private readonly string? _detour;
    private Socket? _peer;

    /// <param name="name">What ffmpeg connects to, relative to its working folder.</param>
    public PictureSocket(string folder, string name)
    {
        _path = Path.Combine(folder, name);
        var address = _path;
        if (Encoding.UTF8.GetByteCount(address) > LongestAddress)
        {
            _detour = Directory.CreateTempSubdirectory("synthora-").FullName;
            var shortcut = Path.Combine(_detour, "f");
            Directory.CreateSymbolicLink(shortcut, folder);
            address = Path.Combine(shortcut, name);
        }

        _listener.Bind(new UnixDomainSocketEndPoint(address));
        _listener.Listen(1);
    }

    public async Task AcceptAsync(CancellationToken ct) => _peer = await _listener.AcceptAsync(ct);

    /// <returns>False when the other side ended first.</returns>
    public async Task<bool> FillAsync(Memory<byte> picture, CancellationToken ct)
    {
        while (picture.Length > 0)
        {
            var count = await _peer!.ReceiveAsync(picture, ct);
            if (count == 0) return false;
            picture = picture[count..];
        }

        return true;
    }

    /// <returns>False when the other side has hung up.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> picture, CancellationToken ct)
    {
        try
        {
            while (picture.Length > 0) picture = picture[await _peer!.SendAsync(picture, ct)..];
            return true;
        }
        catch (SocketException gone) when (gone.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _peer?.Dispose();
        _listener.Dispose();
        File.Delete(_path);
        if (_detour is not null) Directory.Delete(_detour, recursive: true);
    }
}
