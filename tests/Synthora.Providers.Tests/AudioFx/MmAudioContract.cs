using Microsoft.AspNetCore.Http;
using Synthora.Providers.AudioFx;
using Synthora.Providers.Jobs;
using Synthora.Providers.Tests.Jobs;

namespace Synthora.Providers.Tests.AudioFx;

public sealed class MmAudioContract(SimulatedVendors vendors) : JobContract<AudioFxRequest>(vendors)
{
    protected override string Id => "mmaudio";

    // A WAV file: RIFF.
    protected override string Begins => "52494646";

    protected override AudioFxRequest Order(string words = "") => new($"Bees hum over a meadow. {words}", 2);

    [Fact]
    public async Task A_result_that_cannot_be_read_for_a_moment_is_no_failed_run()
    {
        var job = await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        Vendors.Interrupt = _ => Vendors.Seen.Last().Path.EndsWith("/status", StringComparison.Ordinal) ? null : Results.StatusCode(502);
        try
        {
            (await Should.ThrowAsync<ProviderException>(() => EndAsync(job))).MayPass.ShouldBeTrue();
        }
        finally
        {
            Vendors.Interrupt = _ => null;
        }

        (await EndAsync(job)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task For_a_clip_the_answer_is_a_clip()
    {
        var job = await Provider.SubmitAsync(Order() with { VideoUrl = new Uri("https://media.example.com/bee.mp4") }, Key, CancellationToken.None);
        (await EndAsync(job)).Result!.ContentType.ShouldBe("video/mp4");
    }
}
