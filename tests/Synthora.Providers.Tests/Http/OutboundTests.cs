using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;
using Synthora.Providers.Text;
using Synthora.Providers.VideoAi;

namespace Synthora.Providers.Tests.Http;

/// <summary>What leaves this process, how often, and what is kept of it.</summary>
public sealed class OutboundTests : IAsyncLifetime
{
    private readonly SimulatedVendors server = new();

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("192.30.255.112", true)]
    [InlineData("203.0.113.9", false)]
    [InlineData("203.0.10.9", true)]
    public void Only_the_public_internet_is_public(string address, bool isPublic) => OutboundGuard.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("http://127.0.0.1:{port}/latest")]
    [InlineData("http://localhost:{port}/latest")]
    [InlineData("https://localhost:{port}/latest")]
    [InlineData("https://[::1]:{port}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{port}/")]
    [InlineData("https://2130706433:{port}/")]
    [InlineData("https://0x7f000001:{port}/")]
    [InlineData("https://0177.0.0.1:{port}/")]
    [InlineData("https://127.1:{port}/")]
    [InlineData("https://user:pass@example.com/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_server_that_a_user_names_is_never_inside_this_network(string url)
    {
        // A second server stands for whatever else runs on this machine.
        var other = new SimulatedVendors();
        await other.InitializeAsync();
        try
        {
            var inside = new Uri(url.Replace("{port}", new Uri(other.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
            var failed = await Should.ThrowAsync<ProviderException>(
                () => server.Provider<ITextProvider>("openai_compatible").CompleteAsync(new TextRequest("", "Topic: bread"), new ApiKey("mine", inside), CancellationToken.None));
            failed.Fault.ShouldBe(ProviderFault.Transient);
            other.Seen.ShouldBeEmpty();
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_result_that_redirects_into_this_network_is_not_fetched()
    {
        var other = new SimulatedVendors();
        await other.InitializeAsync();
        try
        {
            foreach (var inside in (string[])[other.Url, other.Url.Replace("http:", "https:", StringComparison.Ordinal), "https://localhost:" + new Uri(other.Url).Port])
            {
                server.Interrupt = _ => Results.Redirect(inside + "/latest");
                using var bytes = new MemoryStream();
                var failed = await Should.ThrowAsync<ProviderException>(() => server.Provider<IJobProvider<VideoAiRequest>>("runway").DownloadAsync(
                    new ResultFile(new Uri(server.Url + "/clip.mp4"), "video/mp4"), new ApiKey("right-key"), bytes, 1 << 20, CancellationToken.None));
                (failed.Fault, bytes.Length).ShouldBe((ProviderFault.Transient, 0), inside);
            }

            other.Seen.ShouldBeEmpty();
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_only_what_was_looked_at_is_connected_to()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var port = ((IPEndPoint)inside.LocalEndpoint).Port;
        // The second answer is another one than the first, as of somebody who serves both.
        var lookUps = 0;
        (await ConnectAsync((_, _) => Task.FromResult(new[] { IPAddress.Parse(++lookUps == 1 ? "192.30.255.112" : "127.0.0.1") }), port, seconds: 1)).ShouldNotContain("public internet");
        lookUps.ShouldBe(1);
        (await ConnectAsync((_, _) => Task.FromResult(new[] { IPAddress.Parse("192.30.255.112"), IPAddress.Loopback }), port)).ShouldContain("not on the public internet", Case.Sensitive, "one bad address spoils the name");
        (await ConnectAsync((_, _) => Task.FromResult<IPAddress[]>([]), port)).ShouldContain("not on the public internet");
        inside.Pending().ShouldBeFalse();
    }

    /// <returns>Why nothing came.</returns>
    private static async Task<string> ConnectAsync(Func<string, CancellationToken, Task<IPAddress[]>> resolve, int port, int seconds = 30)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = new OutboundGuard([], resolve).ConnectAsync, ConnectTimeout = TimeSpan.FromSeconds(seconds), UseProxy = false };
        using var client = new HttpClient(handler);
        return (await Should.ThrowAsync<Exception>(() => client.GetAsync(new Uri($"https://rebinding.example:{port}/")))).ToString();
    }

    [Fact]
    public void A_model_server_of_this_machine_may_be_named_where_its_operator_allows_it()
    {
        var ollama = new Uri("http://localhost:11434/api/tags");
        Trusts(true).ShouldBeTrue("whoever runs this for themselves reaches their own Ollama");
        Trusts(false).ShouldBeFalse("a stranger on a public installation does not");
        Trusts(false, ("Providers:ollama:BaseUrl", "http://localhost:11434")).ShouldBeTrue("the operator set it");

        bool Trusts(bool own, params (string Name, string Value)[] settings)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value)).Build();
            using var services = new ServiceCollection().AddProviders(configuration, own).BuildServiceProvider();
            return services.GetRequiredService<OutboundGuard>().IsTrusted(ollama);
        }
    }

    [Fact]
    public async Task A_check_is_read_once_more_after_a_stumble_and_ends_within_its_limit()
    {
        server.Interrupt = number => number == 1 ? Results.StatusCode(502) : null;
        (await server.Provider<ITextProvider>("openai_gpt").CheckKeyAsync(new ApiKey("right-key"), CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        server.Seen.Count.ShouldBe(2);
        server.Seen.ShouldAllBe(request => request.Method == "GET");
    }

    [Theory]
    [InlineData("openai_gpt", 403, KeyStatus.Limited)]
    [InlineData("openai_tts", 403, KeyStatus.Limited)]
    [InlineData("openai_whisper", 403, KeyStatus.Limited)]
    [InlineData("openai_gpt", 401, KeyStatus.Invalid)]
    [InlineData("groq", 403, KeyStatus.Invalid)]
    [InlineData("mmaudio", 404, KeyStatus.Valid)]
    [InlineData("mmaudio", 422, KeyStatus.Valid)]
    [InlineData("mmaudio", 403, KeyStatus.Invalid)]
    [InlineData("imagineart", 404, KeyStatus.Valid)]
    [InlineData("imagineart", 400, KeyStatus.Valid)]
    [InlineData("imagineart", 401, KeyStatus.Invalid)]
    [InlineData("seedance", 400, KeyStatus.Unknown)]
    public async Task A_check_knows_what_its_vendor_means_by_a_status(string id, int status, KeyStatus expected)
    {
        server.Interrupt = _ => Results.Json(new { detail = "Sorry." }, statusCode: status);
        (await server.Provider<IProvider>(id).CheckKeyAsync(new ApiKey("right-key"), CancellationToken.None)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_long_wait_is_told_instead_of_slept()
    {
        server.Interrupt = _ => new Later("7200");
        var failed = await Should.ThrowAsync<ProviderException>(() => server.Provider<ITextProvider>("groq").CompleteAsync(new TextRequest("", "Topic: bread"), new ApiKey("right-key"), CancellationToken.None));
        failed.RetryAfter.ShouldBe(TimeSpan.FromHours(2));
        failed.Remedy.ShouldContain("120 minutes");
        server.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wait_that_stands_in_the_answer_counts_as_one_in_its_head()
    {
        static IResult Exhausted(string delay) => Results.Json(
            new { error = new { code = 429, message = "Quota exceeded.", status = "RESOURCE_EXHAUSTED", details = new object[] { new { reason = "x" }, new { retryDelay = delay } } } }, statusCode: 429);
        server.Interrupt = _ => Exhausted("95.5s");
        (await Should.ThrowAsync<ProviderException>(AskAsync)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(95.5));
        server.Seen.Count.ShouldBe(1);

        server.Interrupt = number => number == 2 ? Exhausted("0.01s") : null;
        (await AskAsync()).Text.ShouldContain("bread");
        server.Seen.Count.ShouldBe(3);

        Task<TextAnswer> AskAsync() => server.Provider<ITextProvider>("gemini").CompleteAsync(new TextRequest("", "Topic: bread"), new ApiKey("right-key"), CancellationToken.None);
    }

    [Fact]
    public async Task Every_call_is_logged_without_its_secrets_and_a_broken_log_breaks_nothing()
    {
        var log = new MemoryLog();
        var services = new ServiceCollection();
        services.AddSingleton<IProviderLog>(new BrokenLog()).AddSingleton<IProviderLog>(log);
        services.AddProviders(server.Configuration());
        await using var built = services.BuildServiceProvider();
        var provider = built.GetRequiredService<ProviderCatalog>().Find<ITextProvider>("openai_gpt")!;

        await provider.CompleteAsync(new TextRequest("", "Topic: my key is sk-secret-987654, keep it"), new ApiKey("sk-secret-987654"), CancellationToken.None);

        var call = log.Calls.ShouldHaveSingleItem();
        (call.ProviderId, call.Method, call.Status).ShouldBe(("openai_gpt", "POST", 200));
        call.RequestBody.ShouldNotBeNull().ShouldContain("Topic: my key is ***7654");
        call.ResponseBody.ShouldNotBeNull().ShouldContain("resp_sim");
        call.ToString().ShouldNotContain("sk-secret-987654");
    }

    [Fact]
    public void Secrets_and_bulk_are_taken_out_wherever_they_stand()
    {
        var prose = string.Concat(Enumerable.Repeat("Bees hum because their wings beat fast. ", 100));
        LogMask.Url(new Uri("https://x.test/a?key=abcdefghijkl&q=bees&X-Amz-Signature=0123456789ab")).ShouldBe("https://x.test/a?key=***ijkl&q=bees&X-Amz-Signature=***89ab");
        var masked = LogMask.Body($$$"""{"a":[{"Api_Key":"abcdefghijkl","max_tokens":5}],"password":"hunter2","url":"https://x.test/v.mp4?token=abcdefghijkl","audio":"{{{new string('x', 5000)}}}","script":"{{{prose}}}"}""", key: null);
        masked.ShouldContain("***ijkl");
        masked.ShouldContain("\"max_tokens\":5");
        masked.ShouldNotContain("hunter2");
        masked.ShouldNotContain("abcdefghijkl");
        masked.ShouldContain("\"audio\":\"(base64, 3750 bytes, sha256 ");
        masked.ShouldContain(prose, Case.Sensitive, "what is read by people is kept whole");
        LogMask.Body("""<img src="data:image/png;base64,aGVsbG8="> as asked""", null)
            .ShouldBe("""<img src="(image/png, 5 bytes, sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824)"> as asked""");
    }

    [Fact]
    public void A_body_is_cut_at_64_KiB_once_its_secrets_are_masked()
    {
        const string prose = "Añade 5 € y 🐝. ";
        var most = string.Concat(Enumerable.Repeat("Bees hum. ", 6_553));
        LogMask.Body(most, null).ShouldBe(most);
        var cut = LogMask.Body(string.Concat(Enumerable.Repeat(prose, 10_000)), null);
        System.Text.Encoding.UTF8.GetByteCount(cut).ShouldBeInRange(LogMask.LongestBody - 4, LogMask.LongestBody);
        cut.ShouldEndWith("… (160000 characters)");
        var text = string.Concat(Enumerable.Repeat(".", LogMask.LongestBody - 40));
        LogMask.Body($"{text}the-key-0123456789 {text}", "the-key-0123456789").ShouldNotContain("the-key");
    }

    [Theory]
    [InlineData("wrong", "OpenAI does not accept the key. It said: ", "fault: BadKey")]
    [InlineData("poor", "The account at OpenAI has no credit left.", "fault: OutOfCredit")]
    public async Task A_call_that_was_refused_is_kept_with_its_cause(string key, string cause, string details)
    {
        var log = new MemoryLog();
        var told = await Should.ThrowAsync<ProviderException>(() => Logged(log).CompleteAsync(new TextRequest("", "Hello"), new ApiKey(key), CancellationToken.None));
        var call = log.Calls.ShouldHaveSingleItem();
        told.Answer.ShouldBe($"HTTP {call.Status}\n{call.ResponseBody}");
        call.Error!.ShouldStartWith(cause);
        call.ErrorDetails!.ShouldStartWith(details);
    }

    [Fact]
    public async Task A_call_that_came_to_no_answer_is_kept_with_what_broke()
    {
        var log = new MemoryLog();
        await Should.ThrowAsync<ProviderException>(() => Logged(log, ("Providers:openai_gpt:BaseUrl", "http://127.0.0.1:9/v1")).CompleteAsync(new TextRequest("", "Hello"), new ApiKey("right-key-0123"), CancellationToken.None));
        log.Calls[0].Error!.ShouldStartWith("HttpRequestException: ");
        log.Calls[0].ErrorDetails!.ShouldContain("SocketException: ");
    }

    private ITextProvider Logged(MemoryLog log, params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IProviderLog>(log).AddProviders(server.Configuration(settings)).BuildServiceProvider().GetRequiredService<ProviderCatalog>().Find<ITextProvider>("openai_gpt")!;

    [Theory]
    [InlineData("""{"outer":{"Inner":[{"X-Api-Key":"SECRET-abcd"}]}}""", "***abcd")]
    [InlineData("""{"AUTHORIZATION":"Bearer SECRET-abcd"}""", "***abcd")]
    [InlineData("""{"headers":{"authorization":["Bearer SECRET-abcd"]}}""", "***abcd")]
    [InlineData("""{"refreshToken":"SECRET-abcd","max_tokens":7}""", "\"max_tokens\":7")]
    [InlineData("""{"clientSecret":{"value":"SECRET-abcd"}}""", "***abcd")]
    [InlineData("""{"api_keys":["SECRET-abcd"]}""", "***abcd")]
    [InlineData("""{"html":"<img src='https://x.test/parts/a.png?until=1&amp;signature=SECRET-abcd'>"}""", "signature=***abcd'")]
    [InlineData("""{"note":"see https://x.test/v.mp4?X-Amz-Signature=SECRET-abcd and reply"}""", "X-Amz-Signature=***abcd and reply")]
    [InlineData("call https://x.test/?access_token=SECRET-abcd&q=bees", "access_token=***abcd&q=bees")]
    public void A_secret_is_masked_in_whatever_it_is_wrapped(string body, string shows)
    {
        var masked = LogMask.Body(body, key: null);
        masked.ShouldNotContain("SECRET", Case.Sensitive);
        masked.ShouldContain(shows);
    }

    [Fact]
    public void A_field_of_a_form_is_masked_by_its_name()
    {
        LogMask.Field("api_key", "SECRET-abcd").ShouldBe("***abcd");
        LogMask.Field("language", "en").ShouldBe("en");
    }

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    private sealed record Later(string Seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = Seconds;
            httpContext.Response.StatusCode = 429;
            return Task.CompletedTask;
        }
    }

    private sealed class MemoryLog : IProviderLog
    {
        public List<ProviderCall> Calls { get; } = [];

        public Task WriteAsync(ProviderCall call, CancellationToken ct)
        {
            Calls.Add(call);
            return Task.CompletedTask;
        }
    }

    private sealed class BrokenLog : IProviderLog
    {
        public Task WriteAsync(ProviderCall call, CancellationToken ct) => throw new InvalidOperationException("the disk is full");
    }
}
