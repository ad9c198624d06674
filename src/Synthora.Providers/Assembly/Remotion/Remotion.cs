using System.Text.Json;
using System.Text.Json.Nodes;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Assembly.Remotion;

/// <summary>Remotion on Lambda in the user's own AWS account: a function that is called with a payload, and a bucket it writes to.</summary>
/// <remarks>https://www.remotion.dev/docs/lambda/; the payloads are those of its client, @remotion/lambda-client 4.</remarks>
internal sealed class Remotion : JobAdapter<AssemblyRequest>
{
    public const string Id = "remotion";
    private readonly RemotionOptions options;

    public Remotion(Vendors vendors) : this(vendors, RemotionOptions.Read(vendors.Configuration))
    {
    }

    private Remotion(Vendors vendors, RemotionOptions options)
        : base(vendors.Open(Id, new VendorManners((request, key) => SignIn(request, key, options.Region, vendors.Clock), Fault))) => this.options = options;

    /// <summary>Asking the function for its version costs next to nothing.</summary>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync(
        async token =>
        {
            var about = await InvokeAsync(new JsonObject { ["type"] = "info", ["logLevel"] = "info" }, key, token);
            return about.At("version") is { } version && version != options.Version
                ? new KeyCheck(KeyStatus.Invalid, $"The Remotion function is of version {version}, its name says {options.Version}. Deploy it again.")
                : KeyCheck.Valid;
        },
        absenceIsFine: false, ct);

    public override async Task<ExternalJob> SubmitAsync(AssemblyRequest request, ApiKey? key, CancellationToken ct)
    {
        AssemblyRules.Check(Vendor, request);
        var answer = await InvokeAsync(new JsonObject
        {
            ["type"] = "start", ["version"] = options.Version, ["serveUrl"] = options.ServeUrl ?? throw Vendor.Fault(ProviderFault.Configuration, $"Providers:{Id}:ServeUrl is not set"),
            ["composition"] = options.Composition, ["inputProps"] = new JsonObject { ["type"] = "payload", ["payload"] = JsonSerializer.Serialize(request, Vendor.Json) },
            ["codec"] = "h264", ["imageFormat"] = "jpeg", ["jpegQuality"] = 85, ["maxRetries"] = 1, ["privacy"] = "public", ["logLevel"] = "info", ["timeoutInMilliseconds"] = 30_000,
            ["chromiumOptions"] = new JsonObject(), ["envVariables"] = new JsonObject(), ["scale"] = 1, ["everyNthFrame"] = 1, ["concurrencyPerLambda"] = 1, ["muted"] = false, ["overwrite"] = false,
            ["downloadBehavior"] = new JsonObject { ["type"] = "play-in-browser" }, ["forceWidth"] = request.Width, ["forceHeight"] = request.Height, ["forceFps"] = request.Fps,
        }, key, ct);
        return Ordered($"{answer.At("bucketName")}/{answer.At("renderId")}", Vendor.Model(null), request.Seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var (bucket, render) = job.Id.Split('/') is [var lies, var number] ? (lies, number) : throw Vendor.Fault(ProviderFault.NotFound, "the job's number is not one of Remotion's");
        var state = await InvokeAsync(new JsonObject
        {
            ["type"] = "status", ["bucketName"] = bucket, ["renderId"] = render, ["version"] = options.Version, ["s3OutputProvider"] = null, ["logLevel"] = "info", ["forcePathStyle"] = false,
        }, key, ct);
        if (state.At("fatalErrorEncountered") == "true") return Failed(state.At("errors.0.message"));
        return state.At("done") == "true" ? Done(state.At("outputFile"), costUsd: (decimal?)state.Number("costs.accruedSoFar"))
            : Waiting(TimeSpan.FromSeconds(2), queued: false, state.Number("overallProgress"));
    }

    /// <remarks>https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html</remarks>
    private async Task<JsonElement> InvokeAsync(JsonObject payload, ApiKey? key, CancellationToken ct)
    {
        var function = options.FunctionName ?? throw Vendor.Fault(ProviderFault.Configuration, $"Providers:{Id}:FunctionName is not set");
        var answer = await Vendor.PostAsync<JsonElement>($"2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations", payload, key, ct);
        // Some versions wrap what the function says.
        return answer.At("body") is { } inner && inner.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(inner) : answer;
    }

    private static void SignIn(HttpRequestMessage request, ApiKey key, string region, TimeProvider clock)
    {
        var (access, secret) = key.RevealPair();
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, CancellationToken.None);
        AwsSignature.Sign(request, body.ToArray(), access, secret, region, "lambda", clock.GetUtcNow());
    }

    /// <summary>The function's own errors come with HTTP 200; AWS's with a type in a header.</summary>
    private static ProviderFault? Fault(VendorAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return answer.Json.At("type") != "error" && answer.Json.At("errorMessage") is null ? null
                : answer.Said?.Contains("not found", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.NotFound
                : answer.Said?.Contains("Concurrency", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.RateLimited
                : answer.Said?.Contains("credit", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.OutOfCredit
                : ProviderFault.Transient;
        }

        return answer.Headers.TryGetValues("x-amzn-ErrorType", out var types) && types.First().StartsWith("TooManyRequests", StringComparison.Ordinal) ? ProviderFault.RateLimited : null;
    }
}
