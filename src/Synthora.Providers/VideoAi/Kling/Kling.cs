using System.Globalization;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.VideoAi.Kling;

/// <summary>Kling's models over its classic form, and its Turbo model over the newer one. A job's number carries the form it was ordered in.</summary>
internal sealed class Kling(Vendors vendors, TimeProvider clock)
    : JobAdapter<VideoAiRequest>(vendors.Open(Id, new VendorManners((request, key) => KlingToken.SignIn(request, key, clock), Fault)))
{
    public const string Id = "kling";
    private const string Turbo = "kling-3.0-turbo";
    private const int LongestPrompt = 2_500;
    private static readonly TimeSpan PollAfter = TimeSpan.FromSeconds(7);

    /// <remarks>https://kling.ai/document-api — "Account information inquiry", at most once a second.</remarks>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync(
        async token =>
        {
            var now = Vendor.Clock.GetUtcNow();
            var about = await Vendor.GetAsync<JsonElement>($"account/costs?start_time={now.AddDays(-30).ToUnixTimeMilliseconds()}&end_time={now.ToUnixTimeMilliseconds()}", key, token);
            var packs = about.Items("data.resource_pack_subscribe_infos").ToList();
            return packs.Count > 0 && packs.TrueForAll(pack => pack.Number("remaining_quantity") is 0)
                ? new KeyCheck(KeyStatus.Limited, "Every resource pack at Kling is used up. Buy another there.")
                : KeyCheck.Valid;
        },
        absenceIsFine: false, ct);

    public override async Task<ExternalJob> SubmitAsync(VideoAiRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = Vendor.Model(request.Model);
        var (first, last) = (Frame.Read(Vendor, request.FirstFrame), Frame.Read(Vendor, request.LastFrame));
        var seconds = model.Fit(request.Seconds);
        var prompt = request.Prompt.Length > LongestPrompt ? request.Prompt[..LongestPrompt] : request.Prompt;
        if (model.Id == Turbo)
        {
            var settings = new KlingTurboSettings(request.Resolution == Resolution.P1080 ? "1080p" : "720p", seconds, first is null ? request.AspectRatio : null);
            var contents = first is null ? null : new List<KlingTurboContent> { new("prompt", prompt, null), new("first_frame", null, first.Url ?? first.Base64) };
            var taken = await Vendor.PostAsync<JsonElement>($"{(first is null ? "text" : "image")}-to-video/{Turbo}", new KlingTurboOrder(first is null ? prompt : null, contents, settings), key, ct);
            return Ordered("turbo/" + taken.At("data.id"), model, seconds);
        }

        var form = first is null ? "text2video" : "image2video";
        var newer = model.Id is "kling-v3" or "kling-v2-6";
        var answer = await Vendor.PostAsync<JsonElement>($"v1/videos/{form}", new KlingOrder(
            model.Id, prompt, request.NegativePrompt, request.Resolution == Resolution.P1080 ? "pro" : "std", first is null ? request.AspectRatio : null, seconds.ToString(CultureInfo.InvariantCulture),
            newer ? request.Sound ? "on" : "off" : null, first?.Url ?? first?.Base64, last?.Url ?? last?.Base64, request.OrderId?.ToString("N")), key, ct);
        return Ordered($"{form}/{answer.At("data.task_id")}", model, seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var (form, id) = job.Id.Split('/') is [var ordered, var number] ? (ordered, Uri.EscapeDataString(number)) : throw Vendor.Fault(ProviderFault.NotFound, "the job's number is not one of Kling's");
        if (form == "turbo")
        {
            var task = (await Vendor.GetAsync<JsonElement>($"tasks?task_ids={id}", key, ct)).Find("data.0");
            return task.At("status") switch
            {
                "succeeded" => Done(task.At("outputs.0.url"), keptFor: TimeSpan.FromDays(30)),
                "failed" => Failed(task.At("message")),
                null => Expired(),
                var state => Waiting(PollAfter, state == "submitted"),
            };
        }

        var classic = (await Vendor.GetAsync<JsonElement>($"v1/videos/{form}/{id}", key, ct)).Find("data");
        return classic.At("task_status") switch
        {
            // "succeed" here, "succeeded" in the newer form.
            "succeed" => Done(classic.At("task_result.videos.0.url"), keptFor: TimeSpan.FromDays(30)),
            "failed" => Failed(classic.At("task_status_msg")),
            var state => Waiting(PollAfter, state == "submitted"),
        };
    }

    /// <remarks>https://kling.ai/document-api — "Error codes"</remarks>
    private static ProviderFault? Fault(VendorAnswer answer) => (int?)answer.Json.Number("code") switch
    {
        null or 0 => null,
        >= 1000 and <= 1004 or 1100 or 1103 => ProviderFault.BadKey,
        1101 or 1102 => ProviderFault.OutOfCredit,
        1202 or 1203 => ProviderFault.NotFound,
        >= 1200 and < 1300 => ProviderFault.InvalidRequest,
        1300 or 1301 => ProviderFault.RejectedByPolicy,
        1302 or 1303 => ProviderFault.RateLimited,
        1304 => ProviderFault.BadKey,
        >= 5000 => ProviderFault.Transient,
        _ => null,
    };
}
