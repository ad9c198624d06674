using System.Text.Json.Nodes;
using Synthora.Providers.Assembly;
using Synthora.Providers.AudioFx;
using Synthora.Providers.Jobs;
using Synthora.Providers.VideoAi;

namespace Synthora.Providers.Tests.Specs;

/// <summary>What vendors that take minutes print, from the order to the result, as the adapters read it.</summary>
public sealed class JobExampleTests : IDisposable
{
    private const string Video = "https://results.example.com/video.mp4";
    private static readonly VideoAiRequest Clip = new("A bee lands.", 5);
    private static readonly AudioFxRequest Sound = new("Buzzing.", 5, new Uri("https://media.example.com/bee.mp4"));
    private static readonly AssemblyRequest Plan = new("Bees", 360, 640, 30, 2, [new(new Uri("https://media.example.com/bee.jpg"), PictureKind.Still, 0, 2)], [], []);
    private readonly PrintedAnswers _printed = new();

    [Theory]
    [InlineData("luma", "luma-generation", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", null)]
    [InlineData("kling", "kling-order", "turbo/string", "kling-3.0-turbo")]
    [InlineData("minimax", "minimax-order", "424010985738629", null)]
    [InlineData("hailuo", "hailuo-order", "106916112212032", null)]
    [InlineData("pixverse", "pixverse-order", "0", null)]
    [InlineData("wan", "wan-order", "0385dc79-5ff8-4d82-bcb6-xxxxxx", null)]
    public async Task A_printed_order_has_a_number(string id, string example, string job, string? model)
    {
        _printed.Give(example);
        (await SubmitAsync(id, Clip with { Model = model })).Id.ShouldBe(job);
    }

    [Theory]
    [InlineData("runway", "runway-pending", JobState.Queued)]
    [InlineData("runway", "runway-throttled", JobState.Queued)]
    [InlineData("runway", "runway-running", JobState.Running)]
    [InlineData("luma", "luma-generation", JobState.Queued)]
    [InlineData("minimax", "minimax-queued", JobState.Queued)]
    [InlineData("minimax", "minimax-running", JobState.Running)]
    [InlineData("pixverse", "pixverse-running", JobState.Running)]
    [InlineData("seedance", "seedance-queued", JobState.Queued)]
    [InlineData("wan", "wan-expired", JobState.Expired)]
    public async Task A_printed_state_is_that_state(string id, string example, JobState state)
    {
        _printed.Give(example);
        (await PollAsync<VideoAiRequest>(id)).State.ShouldBe(state);
    }

    [Theory]
    [InlineData("runway", "runway-done", "https://example.com/output1.jpg")]
    [InlineData("minimax", "minimax-done", "https://video-product.cdn.minimax.io/inference_output/rollout/2026-07-28/5fe7ec4a-6f51-4d69-880e-220e59535d98/output.mp4")]
    [InlineData("seedance", "seedance-done", "https://ark-content-generation-cn-beijing.tos-cn-beijing.volces.com/xxx")]
    [InlineData("wan", "wan-done", "https://dashscope-result-sh.oss-accelerate.aliyuncs.com/xxx.mp4?Expires=xxx")]
    [InlineData("ltx", "ltx-done", "https://storage.googleapis.com/example/video.mp4")]
    public async Task A_printed_end_leads_to_the_video(string id, string example, string url)
    {
        _printed.Give(example);
        Succeeded(await PollAsync<VideoAiRequest>(id)).ShouldBe(url);
    }

    [Fact]
    public async Task Runway_tells_progress_and_cost()
    {
        _printed.Give("runway-running", "runway-done");
        (await PollAsync<VideoAiRequest>("runway")).Progress.ShouldBe(0.2);
        (await PollAsync<VideoAiRequest>("runway")).CostUsd.ShouldBe(0.25m);
    }

    /// <summary>Their pages print types where the values would be.</summary>
    [Fact]
    public async Task Ends_printed_without_their_values_are_read_where_the_page_has_them()
    {
        _printed.Give(PrintedAnswers.Filled("luma-generation", ("state", "completed"), ("output.0.url", Video)));
        Succeeded(await PollAsync<VideoAiRequest>("luma")).ShouldBe(Video);
        _printed.Give(PrintedAnswers.Filled("kling-task", ("data.0.status", "succeeded"), ("data.0.outputs.0.url", Video)));
        Succeeded(await PollAsync<VideoAiRequest>("kling", "turbo/893605946402811985")).ShouldBe(Video);
        _printed.Give(PrintedAnswers.Filled("kling-classic-task", ("data.task_status", "succeed"), ("data.task_result.videos.0.url", Video)));
        Succeeded(await PollAsync<VideoAiRequest>("kling", "text2video/1")).ShouldBe(Video);
        _printed.Give(PrintedAnswers.Read("hailuo-done"), PrintedAnswers.Filled("hailuo-file", ("file.download_url", Video)));
        Succeeded(await PollAsync<VideoAiRequest>("hailuo")).ShouldBe(Video);
        _printed.Give(PrintedAnswers.Filled("pixverse-done", ("Resp.url", Video)));
        Succeeded(await PollAsync<VideoAiRequest>("pixverse")).ShouldBe(Video);
    }

    [Theory]
    [InlineData("runway", "runway-refused", ProviderFault.RejectedByPolicy)]
    [InlineData("minimax", "minimax-refused", ProviderFault.RejectedByPolicy)]
    [InlineData("wan", "wan-failed", ProviderFault.InvalidRequest)]
    // Words where a video was asked for are a refusal.
    [InlineData("veo", "gemini-interaction", ProviderFault.RejectedByPolicy)]
    public async Task A_printed_failure_is_told_by_its_kind(string id, string example, ProviderFault fault)
    {
        _printed.Give(example);
        Failed(await PollAsync<VideoAiRequest>(id)).ShouldBe(fault);
    }

    [Fact]
    public async Task Lumas_and_Klings_printed_failures_have_their_reasons()
    {
        _printed.Give(PrintedAnswers.Filled("luma-generation", ("state", "failed")));
        Failed(await PollAsync<VideoAiRequest>("luma")).ShouldBe(ProviderFault.RejectedByPolicy);
        _printed.Give(PrintedAnswers.Filled("kling-task", ("data.0.status", "failed"), ("data.0.message", "the lamp went out")));
        (await PollAsync<VideoAiRequest>("kling", "turbo/1")).Failure!.Cause.ShouldContain("the lamp went out");
        _printed.Give(PrintedAnswers.Filled("kling-classic-task", ("data.task_status", "failed"), ("data.task_status_msg", "the lamp went out")));
        (await PollAsync<VideoAiRequest>("kling", "text2video/1")).Failure!.Cause.ShouldContain("the lamp went out");
    }

    [Theory]
    [InlineData("minimax", "minimax-wrong-order.400", ProviderFault.InvalidRequest)]
    [InlineData("minimax", "minimax-wrong-key.401", ProviderFault.BadKey)]
    [InlineData("minimax", "minimax-no-credit.402", ProviderFault.OutOfCredit)]
    [InlineData("minimax", "minimax-policy.422", ProviderFault.RejectedByPolicy)]
    [InlineData("minimax", "minimax-busy.429", ProviderFault.RateLimited)]
    [InlineData("minimax", "minimax-trouble.500", ProviderFault.Transient)]
    [InlineData("ltx", "ltx-wrong-order.400", ProviderFault.InvalidRequest)]
    [InlineData("ltx", "ltx-wrong-key.401", ProviderFault.BadKey)]
    [InlineData("ltx", "ltx-no-credit.402", ProviderFault.OutOfCredit)]
    [InlineData("ltx", "ltx-policy.422", ProviderFault.RejectedByPolicy)]
    [InlineData("wan", "wan-wrong-key.401", ProviderFault.BadKey)]
    public async Task A_printed_error_is_told_by_its_kind(string id, string example, ProviderFault fault)
    {
        _printed.Give(example);
        (await Should.ThrowAsync<ProviderException>(() => SubmitAsync(id, Clip))).Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task Gemini_Omnis_printed_video_is_waited_for_behind_its_address()
    {
        const string url = "https://generativelanguage.googleapis.com/v1beta/files/abc-123:download?alt=media";
        var done = PrintedAnswers.Filled("gemini-omni-done", ("steps.2.content.0.uri", url));
        _printed.Give(done, new JsonObject { ["name"] = "files/abc-123", ["state"] = "PROCESSING" });
        (await PollAsync<VideoAiRequest>("veo")).State.ShouldBe(JobState.Running);
        _printed.Give(done, new JsonObject { ["name"] = "files/abc-123", ["state"] = "ACTIVE" });
        Succeeded(await PollAsync<VideoAiRequest>("veo")).ShouldBe(url);
    }

    /// <summary>Its page says in words that an answer asked for again holds the video itself.</summary>
    [Fact]
    public async Task Gemini_Omnis_video_within_the_answer_is_fetched_from_there()
    {
        byte[] video = [0, 0, 0, 24, 1, 2, 3];
        var done = PrintedAnswers.Read("gemini-omni-done");
        done["steps"]![2]!["content"]![0] = new JsonObject { ["type"] = "video", ["mime_type"] = "video/mp4", ["data"] = Convert.ToBase64String(video) };
        _printed.Give(done);
        var report = await PollAsync<VideoAiRequest>("veo", "v1_abc");
        Succeeded(report).ShouldBe("https://generativelanguage.googleapis.com/v1beta/interactions/v1_abc");
        using var bytes = new MemoryStream();
        (await Provider<VideoAiRequest>("veo").DownloadAsync(report.Result!, PrintedAnswers.Key, bytes, 1 << 20, CancellationToken.None)).ShouldBe(video.Length);
        bytes.ToArray().ShouldBe(video);
        (await Should.ThrowAsync<ProviderException>(() => Provider<VideoAiRequest>("veo").DownloadAsync(report.Result!, PrintedAnswers.Key, bytes, 3, CancellationToken.None))).Fault.ShouldBe(ProviderFault.BadAnswer);
    }

    [Theory]
    [InlineData("shotstack", "shotstack-queued", "2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7")]
    [InlineData("editframe", "editframe-order", "b3d2f1c0-…")]
    public async Task A_printed_order_of_a_render_has_a_number(string id, string example, string job)
    {
        _printed.Give(example);
        (await SubmitAsync(id, Plan)).Id.ShouldBe(job);
    }

    [Theory]
    [InlineData("shotstack", "shotstack-done", "https://shotstack-api-v1-output.s3-ap-southeast-2.amazonaws.com/5ca6hu7s9k/2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7.mp4")]
    [InlineData("creatomate", "creatomate-done", "https://cdn.creatomate.com/renders/69ba407b-72a9-4050-a9fb-559827b9623d.mp4")]
    public async Task A_printed_end_of_a_render_leads_to_the_video(string id, string example, string url)
    {
        _printed.Give(example);
        Succeeded(await PollAsync<AssemblyRequest>(id)).ShouldBe(url);
    }

    [Fact]
    public async Task Editframes_printed_states_lead_from_waiting_to_the_video()
    {
        _printed.Give("editframe-pending");
        (await PollAsync<AssemblyRequest>("editframe")).State.ShouldBe(JobState.Queued);
        _printed.Give(PrintedAnswers.Filled("editframe-pending", ("status", "rendering"), ("progress", 40)));
        (await PollAsync<AssemblyRequest>("editframe")).Progress.ShouldBe(0.4);
        foreach (var end in new[] { "complete", "completed" })
        {
            _printed.Give(PrintedAnswers.Filled("editframe-pending", ("status", end)));
            Succeeded(await PollAsync<AssemblyRequest>("editframe", "rnd_abc123")).ShouldBe("https://editframe.com/api/v1/renders/rnd_abc123.mp4");
        }
    }

    [Fact]
    public async Task MMAudios_printed_answers_lead_from_the_order_to_the_sounding_clip()
    {
        _printed.Give("mmaudio-order");
        (await SubmitAsync("mmaudio", Sound)).Id.ShouldBe("video/80e732af-660e-45cd-bd63-580e4f2a94cc");
        _printed.Give("mmaudio-queued", "mmaudio-running");
        (await PollAsync<AudioFxRequest>("mmaudio", "video/1")).State.ShouldBe(JobState.Queued);
        (await PollAsync<AudioFxRequest>("mmaudio", "video/1")).State.ShouldBe(JobState.Running);

        const string url = "https://storage.googleapis.com/falserverless/model_tests/video_models/mmaudio_output.mp4";
        _printed.Give("mmaudio-completed", "mmaudio-result");
        Succeeded(await PollAsync<AudioFxRequest>("mmaudio", "video/1")).ShouldBe(url);
        _printed.Give(PrintedAnswers.Read("mmaudio-completed"), PrintedAnswers.Filled("mmaudio-wrapped", ("response", PrintedAnswers.Read("mmaudio-result"))));
        Succeeded(await PollAsync<AudioFxRequest>("mmaudio", "video/1")).ShouldBe(url);
        _printed.Give("mmaudio-completed", "mmaudio-policy.422");
        Failed(await PollAsync<AudioFxRequest>("mmaudio", "video/1")).ShouldBe(ProviderFault.RejectedByPolicy);
    }

    [Theory]
    [InlineData("mmaudio-cancelled.202", true)]
    [InlineData("mmaudio-too-late.400", false)]
    public async Task MMAudio_stops_what_still_waits(string example, bool stopped)
    {
        _printed.Give(example);
        (await Provider<AudioFxRequest>("mmaudio").CancelAsync(Job("mmaudio", "video/1"), PrintedAnswers.Key, CancellationToken.None)).ShouldBe(stopped);
    }

    public void Dispose() => _printed.Dispose();

    private IJobProvider<TRequest> Provider<TRequest>(string id) => _printed.Provider<IJobProvider<TRequest>>(id);

    private Task<ExternalJob> SubmitAsync<TRequest>(string id, TRequest request) => Provider<TRequest>(id).SubmitAsync(request, PrintedAnswers.Key, CancellationToken.None);

    private Task<JobReport> PollAsync<TRequest>(string id, string job = "text-to-video/1") => Provider<TRequest>(id).PollAsync(Job(id, job), PrintedAnswers.Key, CancellationToken.None);

    private static ExternalJob Job(string id, string number) => new(id, number, "a-model", DateTimeOffset.UnixEpoch);

    private static string Succeeded(JobReport report)
    {
        report.State.ShouldBe(JobState.Succeeded);
        return report.Result!.Url.AbsoluteUri;
    }

    private static ProviderFault Failed(JobReport report)
    {
        report.State.ShouldBe(JobState.Failed);
        return report.Failure!.Fault;
    }
}
