using Synthora.Providers.Assembly;
using Synthora.Providers.Jobs;

namespace Synthora.Features.Videos.Generation;

/// <summary>Puts a file where a vendor can fetch it, under an address that nobody guesses.</summary>
public delegate Task<Uri> PublishPart(string path, CancellationToken ct);

/// <summary>Somebody else puts the finished video together.</summary>
/// <param name="Publish">The same file may be published again and keeps its place.</param>
/// <param name="WithdrawAsync">Takes back all that was published for this video.</param>
public sealed record OutsideAssembly(IJobProvider<AssemblyRequest> Vendor, PublishPart Publish, Func<CancellationToken, Task> WithdrawAsync);
