using Synthora.Features.Notifications;
using Synthora.Tests.Web;

namespace Synthora.Tests.Notifications;

public sealed class NotificationKindTests
{
    /// <summary>Pages offer choices only about what happens, so what begins to be raised has to be marked, and what ends to be raised too.</summary>
    [Fact]
    public void A_type_is_marked_as_raised_exactly_when_some_use_case_raises_it()
    {
        var raising = string.Join('\n', TextTests.Sources("src/Synthora", ".cs").Where(file => Path.GetFileName(file) is not ("NotificationType.cs" or "NotificationText.cs")).Select(File.ReadAllText));
        foreach (var kind in NotificationKind.All) raising.Contains($"NotificationType.{kind.Type}", StringComparison.Ordinal).ShouldBe(kind.IsRaised, kind.Type.ToString());
    }
}
