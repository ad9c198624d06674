using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Gemini;

/// <summary>Uploads what is too large for a message and waits until the model can watch it.</summary>
/// <remarks>https://ai.google.dev/api/files#method:-media.upload</remarks>
internal sealed class GeminiFiles(Vendor vendor)
{
    private const int LargestInline = 15 << 20;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<ChatMessage>> UploadLargeAsync(IReadOnlyList<ChatMessage> messages, ApiKey? key, CancellationToken ct)
    {
        if (!messages.SelectMany(message => message.Contents).Any(IsLarge)) return messages;
        var sent = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            var contents = new List<AIContent>(message.Contents.Count);
            foreach (var content in message.Contents) contents.Add(IsLarge(content) ? await UploadAsync((DataContent)content, key, ct) : content);
            sent.Add(new ChatMessage(message.Role, contents));
        }

        return sent;
    }

    private static bool IsLarge(AIContent content) => content is DataContent data && data.Data.Length > LargestInline;

    private async Task<UriContent> UploadAsync(DataContent data, ApiKey? key, CancellationToken ct)
    {
        // The upload service stands beside the API: …/v1beta becomes …/upload/v1beta.
        var root = vendor.Settings.BaseUrl!;
        var at = root.AbsolutePath.TrimEnd('/').LastIndexOf('/');
        var start = Vendor.Post(new Uri(root, root.AbsolutePath[..at] + "/upload" + root.AbsolutePath[at..].TrimEnd('/') + "/files").AbsoluteUri, new { file = new { display_name = "clip" } });
        start.Headers.Add("X-Goog-Upload-Protocol", "resumable");
        start.Headers.Add("X-Goog-Upload-Command", "start");
        start.Headers.Add("X-Goog-Upload-Header-Content-Length", data.Data.Length.ToString(CultureInfo.InvariantCulture));
        start.Headers.Add("X-Goog-Upload-Header-Content-Type", data.MediaType);
        using var begun = await vendor.OpenAsync(start, key, ct);
        if (!begun.Headers.TryGetValues("X-Goog-Upload-URL", out var urls)) throw vendor.Fault(ProviderFault.BadAnswer, "the upload has no address");

        var bytes = new HttpRequestMessage(HttpMethod.Post, new Uri(urls.First())) { Content = new ReadOnlyMemoryContent(data.Data) };
        bytes.Content.Headers.ContentType = new MediaTypeHeaderValue(data.MediaType);
        bytes.Headers.Add("X-Goog-Upload-Offset", "0");
        bytes.Headers.Add("X-Goog-Upload-Command", "upload, finalize");
        var file = (await vendor.SendAsync<JsonElement>(bytes, key, ct)).Find("file");
        return new UriContent(await WaitAsync(file, key, ct), data.MediaType);
    }

    private async Task<string> WaitAsync(JsonElement file, ApiKey? key, CancellationToken ct)
    {
        var deadline = vendor.Clock.GetUtcNow() + LongestWait;
        while (file.At("state") != "ACTIVE")
        {
            if (file.At("state") == "FAILED") throw vendor.Fault(ProviderFault.InvalidRequest, "the video could not be read");
            if (vendor.Clock.GetUtcNow() > deadline) throw vendor.Fault(ProviderFault.Transient, "the video was not ready in time");
            await Task.Delay(PollEvery, vendor.Clock, ct);
            file = await vendor.GetAsync<JsonElement>(file.At("name") ?? throw vendor.Fault(ProviderFault.BadAnswer), key, ct);
        }

        return file.At("uri") ?? throw vendor.Fault(ProviderFault.BadAnswer, "the uploaded file has no address");
    }
}
