using System.Security.Cryptography;
using System.Text;
using Synthora.Providers.Jobs;

namespace Synthora.Features.Videos.Generation;

/// <summary>One file per order, for runs without a database.</summary>
public sealed class FolderOrderBook(string folder) : IOrderBook
{
    public async Task<PlacedOrder?> FindAsync(string key, CancellationToken ct) =>
        File.Exists(PathOf(key)) ? StepJson.Read<PlacedOrder>(await File.ReadAllTextAsync(PathOf(key), ct)) : null;

    public async Task<PlacedOrder> OpenAsync(string key, string provider, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var order = new PlacedOrder(Guid.CreateVersion7(), OrderState.Asked, null, null);
        await WriteAsync(key, order, ct);
        return order;
    }

    public Task TurnedAwayAsync(string key, CancellationToken ct)
    {
        File.Delete(PathOf(key));
        return Task.CompletedTask;
    }

    public Task TakenAsync(string key, ExternalJob job, CancellationToken ct) => ChangeAsync(key, order => order with { State = OrderState.Taken, Job = job }, ct);

    public Task EndedAsync(string key, OrderState state, string? note, decimal? usd, CancellationToken ct) => ChangeAsync(key, order => order with { State = state, Note = note }, ct);

    private async Task ChangeAsync(string key, Func<PlacedOrder, PlacedOrder> change, CancellationToken ct) =>
        await WriteAsync(key, change(await FindAsync(key, ct) ?? throw new InvalidOperationException($"The order {key} was never opened.")), ct);

    private Task WriteAsync(string key, PlacedOrder order, CancellationToken ct) => WholeFile.WriteAsync(PathOf(key), StepJson.Write(order), ct);

    private string PathOf(string key) => Path.Combine(folder, $"order-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24]}.json");
}
