namespace Synthora.Jobs;

/// <summary>The kinds of jobs that this version can do. Others may stand in the table while a newer version runs beside it.</summary>
public sealed class KnownWork(IServiceScopeFactory scopes)
{
    private readonly Lazy<string[]> _kinds = new(() =>
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IJobHandler>().Select(handler => handler.Type).Order(StringComparer.Ordinal)];
    });

    public string[] Kinds => _kinds.Value;
}
