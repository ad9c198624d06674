using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Stock;
using Synthora.Providers.Text;
using Synthora.Providers.Text.Gemini;
using Synthora.Providers.Transcription;

namespace Synthora.Providers.Tests.Http;

/// <summary>What the log keeps of bodies that are no text.</summary>
public sealed class RequestLogTests(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    private static readonly ApiKey Key = new("sk-simulated");

    [Fact]
    public async Task A_fetched_file_is_told_by_kind_size_and_hash()
    {
        var (log, services) = Logged();
        await using var disposing = services;
        var pexels = services.GetRequiredService<ProviderCatalog>().Find<IStockProvider>("pexels")!;
        var photo = (await pexels.SearchAsync(new StockQuery("bees", StockKind.Photo), Key, CancellationToken.None)).Items[0];
        using var bytes = new MemoryStream();
        await pexels.DownloadAsync(photo, photo.Best(270, 480), Key, bytes, 64 << 20, CancellationToken.None);
        log.Calls.Last().ResponseBody.ShouldBe($"(image/jpeg, {bytes.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))})");
    }

    [Fact]
    public async Task A_sent_recording_is_told_by_size_and_hash_beside_the_fields_it_came_with()
    {
        var (log, services) = Logged();
        await using var disposing = services;
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, await Simulation.SimulatedMedia.SoundAsync(1, 3));
        await services.GetRequiredService<ProviderCatalog>().Find<ITranscriptionProvider>("openai_whisper")!.TranscribeAsync(new TranscriptionRequest(path, "en"), Key, CancellationToken.None);
        File.Delete(path);
        var sent = log.Calls.Last().RequestBody!;
        sent.ShouldMatch(@"file: \([a-z]+/[a-z0-9.-]+, \d+ bytes, sha256 [0-9a-f]{64}\)");
        sent.ShouldContain("language: en");
    }

    [Fact]
    public async Task What_is_too_large_for_a_message_goes_to_geminis_file_service_first_and_is_then_only_named()
    {
        var (log, services) = Logged();
        await using var disposing = services;
        using var chat = services.GetRequiredService<ProviderCatalog>().Find<ITextProvider>(Gemini.Id)!.Chat(Key);
        var film = new byte[(15 << 20) + 1];
        RandomNumberGenerator.Fill(film);

        var answer = await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent("What happens here?"), new DataContent(film, "video/mp4")])]);

        answer.Text.ShouldNotBeEmpty();
        var calls = log.Calls.ToList();
        calls.Count(call => call.Url.Contains("/upload/", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(1);
        calls.ShouldContain(call => call.RequestBody != null && call.RequestBody.Contains($"{film.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(film))}"));
        var question = calls.Last().RequestBody!;
        question.ShouldContain("fileUri");
        question.Length.ShouldBeLessThan(2_000);
    }

    private (Collected Log, ServiceProvider Services) Logged()
    {
        var log = new Collected();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging().AddSingleton<IProviderLog>(log).AddProviders(vendors.Configuration());
        return (log, services.BuildServiceProvider());
    }

    private sealed class Collected : IProviderLog
    {
        public ConcurrentQueue<ProviderCall> Calls { get; } = [];

        public Task WriteAsync(ProviderCall call, CancellationToken ct)
        {
            Calls.Enqueue(call);
            return Task.CompletedTask;
        }
    }
}
