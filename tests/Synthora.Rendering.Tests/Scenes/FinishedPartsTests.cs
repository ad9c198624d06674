using Synthora.Rendering.Scenes;

namespace Synthora.Rendering.Tests.Scenes;

public sealed class FinishedPartsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-parts-");

    [Fact]
    public void What_nothing_has_used_for_long_goes_and_what_may_be_in_use_stays()
    {
        Write("forgotten.mp4", days: 31);
        Write("old.m4a", days: 9, kilobytes: 400);
        Write("old.json", days: 9);
        Write("recent.mp4", days: 3, kilobytes: 400);
        Write("today.mp4", days: 0.5, kilobytes: 700);
        Write("found again.mp4", days: 40);
        FinishedParts.Use(At("found again.mp4"), TimeProvider.System).ShouldBeTrue();
        FinishedParts.Use(At("never made.mp4"), TimeProvider.System).ShouldBeFalse();

        FinishedParts.Trim([_folder.FullName, At("no such folder")], TimeProvider.System, mostBytes: 1_200 * 1024);
        Left().ShouldBe(["found again.mp4", "recent.mp4", "today.mp4"]);

        // Even far too much stays while somebody may be reading it.
        FinishedParts.Trim([_folder.FullName], TimeProvider.System, mostBytes: 1);
        Left().ShouldBe(["found again.mp4", "today.mp4"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Left() => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    private void Write(string name, double days, int kilobytes = 1)
    {
        File.WriteAllBytes(At(name), new byte[kilobytes * 1024]);
        File.SetLastWriteTimeUtc(At(name), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days));
    }
}
