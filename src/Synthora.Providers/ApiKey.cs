namespace Synthora.Providers;

/// <summary>A secret that cannot be printed by accident.</summary>
public sealed class ApiKey(string value)
{
    public string Reveal() => value;
    public override string ToString() => "***";
}
