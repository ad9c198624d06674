using System.Collections.Concurrent;

namespace Synthora.Features.Library.Uploads;

/// <summary>
/// The bytes of uploads under way, one file each, written by one request at a time. A request for an upload whose
/// earlier request still hangs on a dead connection ends that one.
/// </summary>
public sealed class UploadSpool(Configuration configuration)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<Guid, Hold> _held = new();

    public string Folder => configuration.UploadsFolder;

    public string PathOf(Guid id) => Path.Combine(Folder, id.ToString("N"));

    public void Create(Guid id)
    {
        Directory.CreateDirectory(Folder);
        new FileStream(PathOf(id), FileMode.CreateNew, FileAccess.Write).Dispose();
    }

    public void Remove(Guid id) => File.Delete(PathOf(id));

    /// <summary>Ends whoever writes the upload now.</summary>
    /// <returns>Null when that one does not let go.</returns>
    internal async Task<Hold?> TakeAsync(Guid id, CancellationToken ct)
    {
        var mine = new Hold(this, id);
        while (!_held.TryAdd(id, mine))
        {
            if (!_held.TryGetValue(id, out var other)) continue;
            await other.InterruptAsync();
            try
            {
                await other.Released.WaitAsync(Patience, ct);
            }
            catch (TimeoutException)
            {
                mine.Dispose();
                return null;
            }
        }

        return mine;
    }

    /// <summary>The right to write one upload in this process; its file keeps other processes out.</summary>
    internal sealed class Hold(UploadSpool spool, Guid id) : IDisposable
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _interrupted = new();

        public Task Released => _released.Task;

        /// <summary>Somebody else wants to write.</summary>
        public CancellationToken Interrupted => _interrupted.Token;

        public async Task InterruptAsync()
        {
            try
            {
                await _interrupted.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has let go already.
            }
        }

        /// <returns>Null when another process writes it.</returns>
        public FileStream? Open()
        {
            try
            {
                return new FileStream(spool.PathOf(id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, useAsync: true);
            }
            catch (IOException) when (File.Exists(spool.PathOf(id)))
            {
                return null;
            }
        }

        public void Dispose()
        {
            spool._held.TryRemove(new(id, this));
            _interrupted.Dispose();
            _released.TrySetResult();
        }
    }
}
