namespace Synthora.Features.Integrations;

/// <summary>On whose behalf a provider is called: what the request log adds to what was sent and answered.</summary>
public sealed record CallPurpose(Guid? UserId, Guid? VideoId, string? Step);

/// <summary>Carries the purpose of a call down to the log, which sits below everything that knows it.</summary>
internal static class CallScope
{
    private static readonly AsyncLocal<CallPurpose?> Ambient = new();

    public static CallPurpose? Current => Ambient.Value;

    public static IDisposable Enter(CallPurpose purpose)
    {
        var outer = Ambient.Value;
        Ambient.Value = purpose;
        return new Exit(outer);
    }

    private sealed class Exit(CallPurpose? outer) : IDisposable
    {
        public void Dispose() => Ambient.Value = outer;
    }
}
