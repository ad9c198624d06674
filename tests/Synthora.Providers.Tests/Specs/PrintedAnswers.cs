using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Http;

namespace Synthora.Providers.Tests.Specs;

/// <summary>The adapters as the product runs them, at the vendors' own addresses; what vendors print in their documentation answers them, and the network is never reached.</summary>
public sealed class PrintedAnswers : IDisposable
{
    public static readonly ApiKey Key = new("right-key-0123");
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Specs", "Examples");
    private readonly Replies replies = new();
    private readonly ServiceProvider services;

    public PrintedAnswers()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Providers:Text:BaseUrl"] = "https://models.example.com/v1", ["Providers:Text:Model"] = "a-model", ["Providers:openai_compatible_tts:BaseUrl"] = "https://voices.example.com/v1",
        };
        var collection = new ServiceCollection().AddProviders(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        foreach (var client in new[] { VendorClients.Settled, VendorClients.Guarded }) collection.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => replies);
        services = collection.BuildServiceProvider();
    }

    public T Provider<T>(string id) where T : class, IProvider => services.GetRequiredService<ProviderCatalog>().Find<T>(id).ShouldNotBeNull(id);

    /// <summary>Examples in the order in which they are to answer; the last answers whatever comes after. A name may carry a status, as in <c>gemini-quota.429</c>.</summary>
    public void Give(params IEnumerable<string> examples) => replies.Set(examples.Select(File));

    public void Give(params IEnumerable<JsonNode> answers) => replies.Set(answers.Select(answer => Json(200, answer)));

    public void Give(int status, JsonNode answer) => replies.Set([Json(status, answer)]);

    public static JsonNode Read(string example) => JsonNode.Parse(File(example).Body)!;

    /// <summary>Some pages print types in place of values: these are filled in, where the page has them and nowhere else.</summary>
    public static JsonNode Filled(string example, params IEnumerable<(string Path, JsonNode Value)> values)
    {
        var answer = Read(example);
        foreach (var (path, value) in values)
        {
            var steps = path.Split('.');
            var parent = steps[..^1].Aggregate(answer, (node, step) => (int.TryParse(step, out var at) ? node[at] : node[step]).ShouldNotBeNull(path));
            parent[steps[^1]].ShouldNotBeNull(path);
            parent[steps[^1]] = value;
        }

        return answer;
    }

    public void Dispose()
    {
        services.Dispose();
        replies.Dispose();
    }

    private static Reply Json(int status, JsonNode answer) => new(status, "application/json", answer.ToJsonString());

    private static Reply File(string example)
    {
        var path = Directory.GetFiles(Folder, example + ".*").Single(file => Path.GetFileNameWithoutExtension(file) == example);
        var type = Path.GetExtension(path) switch { ".sse" => "text/event-stream", ".ndjson" => "application/x-ndjson", _ => "application/json" };
        return new Reply(int.TryParse(example.Split('.')[^1], out var status) ? status : 200, type, System.IO.File.ReadAllText(path));
    }

    private sealed record Reply(int Status, string Type, string Body);

    private sealed class Replies : HttpMessageHandler
    {
        private readonly Queue<Reply> next = [];

        public void Set(IEnumerable<Reply> given)
        {
            next.Clear();
            foreach (var reply in given) next.Enqueue(reply);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var reply = next.Count > 1 ? next.Dequeue() : next.Peek();
            var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
            {
                RequestMessage = request,
                Content = new StringContent(reply.Body, Encoding.UTF8, new MediaTypeHeaderValue(reply.Type)),
            };
            // So that nothing waits before it asks again.
            if (reply.Status >= 400) response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
            return Task.FromResult(response);
        }
    }
}
