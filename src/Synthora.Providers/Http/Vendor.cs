using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Synthora.Providers.Http;

/// <summary>One vendor's way of being spoken to: how a key is sent and what its odd answers mean.</summary>
/// <param name="ReadFault">The fault an answer stands for, also behind HTTP 200; null leaves it to the status.</param>
internal sealed record VendorManners(Action<HttpRequestMessage, ApiKey> SignIn, Func<VendorAnswer, ProviderFault?>? ReadFault = null)
{
    public static VendorManners Bearer(Func<VendorAnswer, ProviderFault?>? readFault = null) =>
        new((request, key) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal()), readFault);

    public static VendorManners Header(string name, Func<VendorAnswer, ProviderFault?>? readFault = null) =>
        new((request, key) => request.Headers.TryAddWithoutValidation(name, key.Reveal()), readFault);
}

/// <summary>Calls one vendor: address, key, limits and faults are settled here, so an adapter holds only what is peculiar to it.</summary>
internal sealed class Vendor(ProviderInfo info, VendorManners manners, VendorSettings settings, VendorClients clients)
{
    private const long LargestAnswer = 128 << 20;
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(10);

    /// <summary>snake_case without nulls, as most vendors write it.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public ProviderInfo Info => info;
    public VendorSettings Settings => settings;
    public TimeProvider Clock => clients.Clock;

    /// <summary>The model asked for, else the operator's, else the catalogue's.</summary>
    public ProviderModel Model(string? asked)
    {
        var id = asked ?? settings.Model ?? info.RecommendedModel?.Id ?? throw Fault(ProviderFault.Configuration, "no model is chosen");
        return info.Models.FirstOrDefault(model => model.Id == id) is not { } known ? new ProviderModel(id)
            : known.Lifecycle == Lifecycle.Retired ? throw Fault(ProviderFault.NotFound, $"the model {id} is retired; {info.RecommendedModel?.Id} takes its place")
            : known;
    }

    public Task<T> GetAsync<T>(string path, ApiKey? key, CancellationToken ct) => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), key, ct);

    public Task<T> PostAsync<T>(string path, object body, ApiKey? key, CancellationToken ct) => SendAsync<T>(Post(path, body), key, ct);

    public static HttpRequestMessage Post(string path, object body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body, Json), new MediaTypeHeaderValue(MediaTypeNames.Application.Json)) };

    /// <exception cref="ProviderException">The vendor did not do it, or answered in another form.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, ApiKey? key, CancellationToken ct)
    {
        using var response = await OpenAsync(request, key, ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        try
        {
            if (typeof(T) == typeof(byte[]))
            {
                await response.Content.LoadIntoBufferAsync(LargestAnswer, limit.Token);
                return (T)(object)await response.Content.ReadAsByteArrayAsync(limit.Token);
            }

            return await response.Content.ReadFromJsonAsync<T>(Json, limit.Token) ?? throw new JsonException("The answer is empty.");
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw FaultWords.Tell(info, ProviderFault.Transient, $"the answer was not whole within {settings.Timeout.TotalSeconds:0} seconds", inner: late);
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw FaultWords.Tell(info, ProviderFault.BadAnswer, null, key, inner: wrong);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw FaultWords.Tell(info, ProviderFault.Transient, broken.Message, key, inner: broken);
        }
    }

    /// <summary>A checked answer whose body is still to be read; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, ApiKey? key, CancellationToken ct)
    {
        key ??= settings.ApiKey;
        if (key is null && info.RequiresKey) throw Fault(ProviderFault.BadKey, "there is no key");
        request.RequestUri = Address(request.RequestUri!, key);
        if (key is { } given && given.Reveal().Length > 0)
        {
            try
            {
                manners.SignIn(request, given);
            }
            catch (FormatException)
            {
                throw Fault(ProviderFault.BadKey, "the key has characters that no key has");
            }
        }

        request.Options.Set(CallOptions.Provider, info.Id);
        if (key is not null) request.Options.Set(CallOptions.Key, key);
        request.Options.Set(CallOptions.ReadFault, answer => Read(answer));
        request.Options.Set(CallOptions.Tell, answer => Tell(answer, key));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        HttpResponseMessage? response = null;
        try
        {
            response = await clients.For(request.RequestUri).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var mayHideFault = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && !request.Options.TryGetValue(CallOptions.Streams, out _);
            if (response.IsSuccessStatusCode && !mayHideFault || (int)response.StatusCode is >= 300 and < 400) return response;
            await response.Content.LoadIntoBufferAsync(LargestAnswer, limit.Token);
            if (Tell(await VendorAnswer.ReadAsync(response, limit.Token), key) is not { } told) return response;
            response.Dispose();
            throw told;
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            response?.Dispose();
            throw FaultWords.Tell(info, ProviderFault.Transient, $"no answer came within {settings.Timeout.TotalSeconds:0} seconds", inner: late);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            response?.Dispose();
            throw FaultWords.Tell(info, ProviderFault.Transient, broken.Message, key, inner: broken);
        }
    }

    /// <summary>Tries a cheap read within ten seconds and says what its end tells of the key.</summary>
    /// <param name="probe">Reads something that costs nothing.</param>
    /// <param name="absenceIsFine">For vendors without an account call: asking for a job that does not exist proves the key.</param>
    public async Task<KeyCheck> CheckAsync(Func<CancellationToken, Task<KeyCheck>> probe, bool absenceIsFine, CancellationToken ct)
    {
        using var clock = new CancellationTokenSource(CheckLimit, Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, clock.Token);
        try
        {
            return await probe(limit.Token);
        }
        catch (ProviderException told)
        {
            return told.Fault switch
            {
                ProviderFault.NotFound when absenceIsFine => KeyCheck.Valid,
                ProviderFault.BadKey or ProviderFault.Configuration or ProviderFault.NotFound => new KeyCheck(KeyStatus.Invalid, told.Message),
                ProviderFault.OutOfCredit => new KeyCheck(KeyStatus.Limited, told.Message),
                _ => new KeyCheck(KeyStatus.Unknown, told.Message),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new KeyCheck(KeyStatus.Unknown, $"{info.Name} did not answer within {CheckLimit.TotalSeconds:0} seconds. Check the address and that the server runs.");
        }
    }

    /// <param name="absence">The other status with which the vendor says that it has no such job.</param>
    public Task<KeyCheck> CheckAsync(string path, ApiKey? key, CancellationToken ct, bool absenceIsFine = false, int? absence = null) => CheckAsync(
        async token =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Options.Set(CallOptions.Check, true);
            try
            {
                using var response = await OpenAsync(request, key, token);
            }
            catch (ProviderException told) when (told.Fault == ProviderFault.InvalidRequest && told.Status == absence)
            {
                // Only who let us in looks for a job.
            }

            return KeyCheck.Valid;
        },
        absenceIsFine, ct);

    public ProviderException Fault(ProviderFault fault, string? said = null) => FaultWords.Tell(info, fault, said);

    /// <summary>What went wrong by the answer; null for a success.</summary>
    private ProviderException? Tell(VendorAnswer answer, ApiKey? key)
    {
        if ((answer.IsSuccess ? manners.ReadFault?.Invoke(answer) : Read(answer)) is not { } fault) return null;
        var told = FaultWords.Tell(info, fault, answer.Said, key, answer.IsSuccess ? null : answer.Status, answer.RetryAfter(Clock.GetUtcNow()));
        told.Answer = $"HTTP {answer.Status}\n{LogMask.Body(answer.Text, key?.Reveal())}".TrimEnd();
        return told;
    }

    private ProviderFault? Read(VendorAnswer answer) => manners.ReadFault?.Invoke(answer) ?? answer.StatusFault;

    private Uri Address(Uri path, ApiKey? key)
    {
        if (path.IsAbsoluteUri) return path;
        var own = info.Auth.AcceptsBaseUrl ? key?.BaseUrl : null;
        var root = (own ?? settings.BaseUrl ?? throw Fault(ProviderFault.Configuration, "no address is set")).AbsoluteUri.TrimEnd('/');
        return new Uri(root + "/" + path.OriginalString.TrimStart('/'));
    }
}
