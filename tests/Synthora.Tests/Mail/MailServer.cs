using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Synthora.Tests.Mail;

/// <summary>A mail server of the test's own: the npm package smtp-server on a loopback port.</summary>
public sealed partial class MailServer : IDisposable
{
    private readonly Process _process;
    private readonly Channel<TakenLetter> _letters = Channel.CreateUnbounded<TakenLetter>();

    private MailServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<MailServer> StartAsync(bool plain = true)
    {
        var script = Path.Combine(Root(), "tests", "Synthora.Tests", "Mail", "server.mjs");
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(script);
        if (plain) start.ArgumentList.Add("plain");
        var process = Process.Start(start)!;
        var first = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start; run `npm ci`.");
        var server = new MailServer(process, JsonDocument.Parse(first).RootElement.GetProperty("port").GetInt32());
        _ = server.ListenAsync();
        return server;
    }

    /// <summary>The next letter to an address; letters to others are passed over.</summary>
    public async Task<TakenLetter> NextAsync(string to)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var letter = await _letters.Reader.ReadAsync(patience.Token);
            if (letter.To.Contains(to)) return letter;
        }
    }

    public bool HasMore => _letters.Reader.TryPeek(out _);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5_000);
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var letter = JsonDocument.Parse(line).RootElement;
            await _letters.Writer.WriteAsync(new(
                letter.GetProperty("from").GetString()!, [.. letter.GetProperty("to").EnumerateArray().Select(one => one.GetString()!)], letter.GetProperty("raw").GetString()!));
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Synthora.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }

    /// <param name="Raw">As it came over the wire.</param>
    public sealed partial record TakenLetter(string From, IReadOnlyList<string> To, string Raw)
    {
        /// <summary>All parts, decoded, one after the other.</summary>
        public string Words => string.Join("\n", Parts().Select(part => part.Body));

        public string Subject
        {
            get
            {
                var header = SubjectHeader().Match(Unfold(Raw)).Groups[1].Value.Trim();
                return EncodedWord().Replace(header, word => Encoding.UTF8.GetString(word.Groups[1].Value.Equals("B", StringComparison.OrdinalIgnoreCase)
                    ? Convert.FromBase64String(word.Groups[2].Value) : QuotedPrintable(word.Groups[2].Value.Replace('_', ' '))));
            }
        }

        /// <summary>The first link that begins so.</summary>
        public string Link(string start) => new Regex(Regex.Escape(start) + @"[\w\-./?=&%]*").Match(Words) is { Success: true } link ? link.Value : throw new InvalidOperationException($"No {start} in {Words}");

        private IEnumerable<(string Type, string Body)> Parts()
        {
            var boundary = Boundary().Match(Raw).Groups[1].Value;
            foreach (var part in Raw.Split("--" + boundary).Skip(1))
            {
                var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end < 0) continue;
                var (head, body) = (part[..end], part[(end + 4)..]);
                yield return (head, head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim()))
                    : head.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(QuotedPrintable(body)) : body);
            }
        }

        private static byte[] QuotedPrintable(string text)
        {
            var bytes = new List<byte>();
            text = text.Replace("=\r\n", "", StringComparison.Ordinal);
            for (var at = 0; at < text.Length; at++)
            {
                if (text[at] == '=' && at + 2 < text.Length)
                {
                    bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                    at += 2;
                }
                else
                {
                    bytes.AddRange(Encoding.UTF8.GetBytes(text[at].ToString()));
                }
            }

            return [.. bytes];
        }

        private static string Unfold(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal);

        [GeneratedRegex(@"boundary=""?([^""\r\n;]+)")]
        private static partial Regex Boundary();

        [GeneratedRegex(@"^Subject:(.*)$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
        private static partial Regex SubjectHeader();

        [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
        private static partial Regex EncodedWord();
    }
}
