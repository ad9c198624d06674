using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Tests.Speech.Offline;

public sealed class OfflineCheckTests
{
    /// <summary>What lacks, what it costs and how it is mended, for the voices a machine may have.</summary>
    [Theory]
    [InlineData(null, null, null, null, KeyStatus.Valid, null, null)]
    [InlineData("festival", null, null, null, KeyStatus.Limited, "the female English voice is replaced by a plainer one", "apt-get install festival.")]
    [InlineData("festival", null, "libespeak-ng1", null, KeyStatus.Limited, "the female English voice cannot speak", "apt-get install festival libespeak-ng1.")]
    [InlineData("festival", "libflite1", "libespeak-ng1", null, KeyStatus.Invalid, "the male English voice cannot speak", "apt-get install festival libflite1 libespeak-ng1.")]
    [InlineData(null, null, null, "ffmpeg", KeyStatus.Invalid, "nothing can be spoken", "apt-get install ffmpeg.")]
    public void A_lack_is_told_with_its_cost_and_what_installs_it(string? female, string? male, string? plain, string? polish, KeyStatus status, string? cost, string? remedy)
    {
        var check = OfflineSpeech.Check([("female", female), ("male", male)], plain, polish);

        check.Status.ShouldBe(status);
        if (cost is not null) check.Message.ShouldNotBeNull().ShouldContain(cost);
        if (remedy is not null) check.Message.ShouldNotBeNull().ShouldEndWith(remedy);
    }
}
