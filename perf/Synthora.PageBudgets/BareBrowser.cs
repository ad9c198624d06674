using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synthora.PageBudgets;

/// <summary>
/// Chromium as a visitor has it: nobody listens to its requests and nothing is injected into its pages. A test driver
/// does both, which on two cores costs a page some 50 ms until its first paint. Answers of the browser that are errors
/// become an <see cref="InvalidOperationException"/> with its words.
/// </summary>
internal sealed partial class BareBrowser : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly string _profile = Directory.CreateTempSubdirectory("synthora-chromium-").FullName;
    private readonly ClientWebSocket _tools = new();
    private Process _process = null!;
    private int _sent;

    private BareBrowser()
    {
    }

    public static async Task<BareBrowser> StartAsync(string chromium)
    {
        var browser = new BareBrowser();
        try
        {
            await browser._tools.ConnectAsync(await browser.LaunchAsync(chromium), CancellationToken.None);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>One command of the DevTools protocol, after the answer to the last.</summary>
    /// <param name="session">The page that it is for; the browser itself when null.</param>
    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = ++_sent;
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null) command["sessionId"] = session;
        await _tools.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() != id) continue;
            return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]?["message"]}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _tools.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task<Uri> LaunchAsync(string chromium)
    {
        var start = new ProcessStartInfo(chromium) { RedirectStandardError = true };
        string[] arguments =
        [
            "--headless", "--remote-debugging-port=0", "--user-data-dir=" + _profile, "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion", "about:blank",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        var found = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } match) found.TrySetResult(new(match.Groups[1].Value));
        };
        _process.BeginErrorReadLine();
        return await found.Task.WaitAsync(StartsWithin);
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _tools.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The browser ended.");
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }

    [GeneratedRegex(@"DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
