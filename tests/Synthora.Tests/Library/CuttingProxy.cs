using System.Net;
using System.Net.Sockets;

namespace Synthora.Tests.Library;

/// <summary>A bad line to the host: the first connections break off after some bytes have gone up.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly long _after;
    private readonly Task _running;
    private int _cutsLeft;

    public CuttingProxy(Uri target, int cuts, long after)
    {
        (_target, _cutsLeft, _after) = (target, cuts, after);
        _listener.Start();
        _running = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = CarryAsync(client);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            var down = server.GetStream().CopyToAsync(client.GetStream(), _stop.Token);
            await UpAsync(client, server);
            await down;
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side hung up.
        }
    }

    private async Task UpAsync(TcpClient client, TcpClient server)
    {
        var buffer = new byte[64 * 1024];
        long sent = 0;
        for (int read; (read = await client.GetStream().ReadAsync(buffer, _stop.Token)) > 0;)
        {
            await server.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            sent += read;
            if (sent < _after || Interlocked.Decrement(ref _cutsLeft) < 0) continue;
            Cuts++;
            // As a lost network does: no farewell, just nothing any more.
            client.Client.LingerState = new LingerOption(true, 0);
            server.Client.LingerState = new LingerOption(true, 0);
            client.Close();
            server.Close();
            return;
        }
    }
}
