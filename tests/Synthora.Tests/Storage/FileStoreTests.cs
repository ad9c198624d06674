using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Synthora.Storage;
using Synthora.Storage.Local;
using Synthora.Storage.S3;

namespace Synthora.Tests.Storage;

/// <summary>What every store does alike, wherever its files are.</summary>
public abstract class FileStoreContract : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("synthora-store-").FullName;

    protected abstract IFileStore Store { get; }

    /// <summary>Large enough to travel in several parts.</summary>
    private const int LargeBytes = 12 * 1024 * 1024;

    [Fact]
    public async Task A_file_comes_back_as_it_went_and_can_be_read_from_anywhere()
    {
        var bytes = RandomNumberGenerator.GetBytes(LargeBytes);
        await Store.PutAsync("users/a/large file ü.bin", await FileAsync(bytes), default);
        var stored = (await Store.OpenAsync("users/a/large file ü.bin", default))!;
        await using var content = stored.Content;
        stored.Length.ShouldBe(LargeBytes);
        (TimeProvider.System.GetUtcNow() - stored.LastModified).Duration().TotalMinutes.ShouldBeLessThan(5);
        (await SHA256.HashDataAsync(content)).ShouldBe(SHA256.HashData(bytes));
        foreach (var at in new[] { 0, LargeBytes - 10, 7_654_321, 100 })
        {
            content.Position = at;
            var part = new byte[10];
            await content.ReadExactlyAsync(part);
            part.ShouldBe(bytes[at..(at + 10)]);
        }

        content.Seek(0, SeekOrigin.End);
        (await content.ReadAsync(new byte[1])).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_is_replaced_taken_and_fetched_for_tools()
    {
        await Store.PutAsync("users/b/file", await FileAsync([1, 2, 3]), default);
        await Store.PutAsync("users/b/file", await FileAsync([4, 5]), default);
        var taken = await FileAsync([6, 7, 8, 9]);
        await Store.TakeAsync("users/b/taken", taken, default);
        File.Exists(taken).ShouldBeFalse();
        using (var copy = (await Store.FetchAsync("users/b/file", default))!) (await File.ReadAllBytesAsync(copy.Path)).ShouldBe([4, 5]);
        using (var copy = (await Store.FetchAsync("users/b/taken", default))!) (await File.ReadAllBytesAsync(copy.Path)).ShouldBe([6, 7, 8, 9]);
        (await Store.FetchAsync("users/b/none", default)).ShouldBeNull();
        (await Store.OpenAsync("users/b/none", default)).ShouldBeNull();
        (await Store.OpenAsync("users", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Names_are_listed_and_a_folder_goes_with_all_in_it_and_nothing_else()
    {
        foreach (var key in new[] { "users/c/1/a", "users/c/1/sub/b", "users/c/10/a", "users/c/2" }) await Store.PutAsync(key, await FileAsync([1]), default);
        (await NamesAsync("users/c/")).ShouldBe(["1/", "10/", "2"]);
        (await NamesAsync("users/c/1/")).ShouldBe(["a", "sub/"]);
        (await NamesAsync("users/none/")).ShouldBeEmpty();
        await Store.DeleteAsync("users/c/1", default);
        await Store.DeleteAsync("users/c/never", default);
        (await NamesAsync("users/c/")).ShouldBe(["10/", "2"]);
        await Store.DeleteAsync("users/c/2", default);
        (await NamesAsync("users/c/")).ShouldBe(["10/"]);
    }

    [Fact]
    public async Task No_key_leaves_the_store_and_the_store_knows_whether_it_works()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Store.PutAsync("../outside", await FileAsync([1]), default));
        await Should.ThrowAsync<ArgumentException>(() => Store.OpenAsync("users/../../etc/passwd", default));
        (await Store.CheckAsync(default)).ShouldBeNull();
    }

    public virtual void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task<string> FileAsync(byte[] bytes)
    {
        var path = Path.Combine(_folder, Guid.CreateVersion7().ToString("N"));
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Store.ListAsync(prefix, default)) names.Add(name);
        return names;
    }
}

public sealed class LocalFileStoreTests : FileStoreContract
{
    private readonly string _root = Directory.CreateTempSubdirectory("synthora-local-").FullName;

    protected override IFileStore Store => new LocalFileStore(_root);

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}

/// <summary>Against a real server that speaks S3, the bucket named in the path.</summary>
public sealed class S3FileStoreTests(S3Server server) : FileStoreContract, IClassFixture<S3Server>
{
    private readonly S3FileStore _store = new(server.Options with { PathStyle = true, Prefix = "studio" }, Path.GetTempPath());

    protected override IFileStore Store => _store;

    [Fact]
    public async Task A_link_of_the_buckets_own_reads_one_file_and_cannot_be_altered()
    {
        using var direct = new S3FileStore(server.Options with { PathStyle = true, DirectDownloads = true }, Path.GetTempPath());
        await direct.PutAsync("users/d/film", await FileAsync([1, 2, 3]), default);
        var link = direct.LinkTo("users/d/film", new(TimeSpan.FromMinutes(5), "video/mp4", "Ünïcode film.mp4"))!;
        using var client = new HttpClient(new SocketsHttpHandler());
        var answer = await client.GetAsync(link);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Ünïcode film.mp4");
        (await client.GetAsync(link.AbsoluteUri.Replace("/film?", "/other?", StringComparison.Ordinal))).IsSuccessStatusCode.ShouldBeFalse();
        var old = direct.LinkTo("users/d/film", new(TimeSpan.FromMinutes(-5), "video/mp4", null))!;
        (await client.GetAsync(old)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        new S3FileStore(server.Options with { PathStyle = true }, "").LinkTo("users/d/film", new(TimeSpan.FromMinutes(5), "video/mp4", null)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_know_is_told_as_such()
    {
        using var wrong = new S3FileStore(server.Options with { PathStyle = true, AccessKey = "nobody" }, "");
        (await wrong.CheckAsync(default)).ShouldNotBeNull().ShouldContain("does not exist");
        var path = await FileAsync([1]);
        (await Should.ThrowAsync<IOException>(() => wrong.PutAsync("x", path, default))).Message.ShouldContain("The bucket refused");
    }

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}

/// <summary>The same with the bucket named in the host.</summary>
public sealed class VirtualHostS3FileStoreTests(S3Server server) : FileStoreContract, IClassFixture<S3Server>
{
    private readonly S3FileStore _store = new(server.Options with { Prefix = "hosted", Endpoint = server.Options.Endpoint!.Replace("localhost", "s3.localhost", StringComparison.Ordinal) }, Path.GetTempPath(), new HereClients());

    protected override IFileStore Store => _store;

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}

/// <summary>Names below localhost lead to this machine, whatever its resolver thinks of them.</summary>
internal sealed class HereClients : Amazon.Runtime.HttpClientFactory
{
    public override HttpClient CreateHttpClient(Amazon.Runtime.IClientConfig clientConfig) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, ct) =>
        {
            context.DnsEndPoint.Host.ShouldBe("synthora-media.s3.localhost");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}

/// <summary>An S3 server on a free port with one bucket.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private const string Bucket = "synthora-media";
    private readonly string _folder = Directory.CreateTempSubdirectory("synthora-s3-").FullName;
    private Process _process = null!;

    public S3Options Options { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Options = new()
            {
                Bucket = Bucket, Endpoint = $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}", AccessKey = "S3RVER", SecretKey = "S3RVER", PartMegabytes = 5,
            };
        }

        var script = Path.Combine(Root(), "node_modules/s3rver/bin/s3rver.js");
        File.Exists(script).ShouldBeTrue("run `npm ci` first, or start the tests with `./synthora test`");
        _process = Process.Start(new ProcessStartInfo("node",
            [script, "-d", _folder, "-a", "127.0.0.1", "-p", new Uri(Options.Endpoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--service-endpoint", "localhost", "--configure-bucket", Bucket])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var store = new S3FileStore(Options with { PathStyle = true }, _folder);
        for (var waited = Stopwatch.StartNew(); await store.CheckAsync(default) is { } problem; await Task.Delay(100))
            if (waited.Elapsed.TotalSeconds > 30) throw new TimeoutException($"The S3 server did not start: {problem}");
    }

    public Task DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));
}
