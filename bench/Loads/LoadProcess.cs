using System.Diagnostics;
using System.Text.Json;

namespace Fairway.Bench.Loads;

/// <summary>
/// The process that makes the load: this program once more, so that its threads and its collector are not those of the
/// server that is measured.
/// </summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process process;

    private LoadProcess(Process process) => this.process = process;

    public static LoadProcess Start() => new(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["load"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!);

    public async Task<LoadResult> RunAsync(LoadJob job)
    {
        var before = Environment.CpuUsage.TotalTime;
        await SendAsync(job);
        var result = await ResultAsync();
        return result with { ServerBusy = (Environment.CpuUsage.TotalTime - before).TotalSeconds };
    }

    /// <summary>Starts a job that says when it is ready, and completes then.</summary>
    public async Task PrepareAsync(LoadJob job)
    {
        await SendAsync(job);
        await LineAsync();
    }

    public async Task<LoadResult> ResultAsync() => JsonSerializer.Deserialize<LoadResult>(await LineAsync())!;

    public void Dispose()
    {
        process.StandardInput.Dispose();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task SendAsync(LoadJob job)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job));
        await process.StandardInput.FlushAsync();
    }

    private async Task<string> LineAsync() =>
        await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("the process that makes the load has ended");
}
