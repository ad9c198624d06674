using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.AudioFx.MmAudio;

/// <summary>MMAudio in fal's queue. A job's number says whether it was made for a clip, whose answer is a clip, or from words, whose answer is a sound.</summary>
internal sealed class MmAudio(Vendors vendors) : JobAdapter<AudioFxRequest>(vendors.Open(Id, new VendorManners(SignIn, Fault)))
{
    public const string Id = "mmaudio";
    private const string App = "fal-ai/mmaudio-v2";

    /// <summary>There is no account call: asking for a job that does not exist proves the key.</summary>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync($"{App}/requests/00000000-0000-0000-0000-000000000000/status", key, ct, absenceIsFine: true, absence: 422);

    /// <remarks>https://docs.fal.ai/model-apis/model-endpoints/queue</remarks>
    public override async Task<ExternalJob> SubmitAsync(AudioFxRequest request, ApiKey? key, CancellationToken ct)
    {
        if (request.VideoUrl is { } link && link.Scheme != Uri.UriSchemeHttps) throw Vendor.Fault(ProviderFault.InvalidRequest, "the clip has to be published under https");
        var model = Vendor.Model(null);
        var seconds = model.Fit(request.Seconds);
        var order = new MmAudioOrder(request.Prompt, seconds, request.VideoUrl?.AbsoluteUri, request.NegativePrompt, request.Seed);
        var answer = await Vendor.PostAsync<JsonElement>(request.VideoUrl is null ? $"{App}/text-to-audio" : App, order, key, ct);
        return Ordered($"{(request.VideoUrl is null ? "audio" : "video")}/{answer.At("request_id")}", model, seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var (kind, id) = job.Id.Split('/') is [var made, var number] ? (made, Uri.EscapeDataString(number)) : throw Vendor.Fault(ProviderFault.NotFound, "the job's number is not one of fal's");
        // Sub-paths drop out of a job's own addresses.
        var state = await Vendor.GetAsync<JsonElement>($"{App}/requests/{id}/status", key, ct);
        if (state.At("status") != "COMPLETED") return Waiting(TimeSpan.FromSeconds(2), state.At("status") == "IN_QUEUE");
        try
        {
            var result = await Vendor.GetAsync<JsonElement>($"{App}/requests/{id}", key, ct);
            // fal prints the model's answer by itself, and inside the queue's.
            var file = result.Find(kind) is { ValueKind: JsonValueKind.Object } bare ? bare : result.Find($"response.{kind}");
            return Done(file.At("url"), file.At("content_type") ?? (kind == "audio" ? "audio/wav" : "video/mp4"));
        }
        catch (ProviderException failed) when (failed.Status is 422 or 500)
        {
            // A run that failed is "completed" too; its result is the error. Whatever else keeps the result from us says nothing of the run.
            return new JobReport(JobState.Failed, Failure: failed);
        }
    }

    /// <remarks>https://docs.fal.ai/model-apis/model-endpoints/queue#cancel-a-request</remarks>
    public override Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) =>
        StopAsync(new HttpRequestMessage(HttpMethod.Put, $"{App}/requests/{Uri.EscapeDataString(job.Id[(job.Id.IndexOf('/', StringComparison.Ordinal) + 1)..])}/cancel"), key, ct);

    private static void SignIn(HttpRequestMessage request, ApiKey key) => request.Headers.Authorization = new AuthenticationHeaderValue("Key", key.Reveal());

    private static ProviderFault? Fault(VendorAnswer answer) => answer.IsSuccess ? null
        : answer.Json.At("detail.0.type") == "content_policy_violation" ? ProviderFault.RejectedByPolicy
        : answer.Said?.Contains("balance", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.OutOfCredit
        : null;
}
