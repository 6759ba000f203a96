using System.Diagnostics;

namespace Fairway.Conformance.Hosts;

/// <summary>Runs a program to its end.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it with <paramref name="input"/> on its standard input.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it is killed.</exception>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, string? input, CancellationToken cancel)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        var command = $"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(command, process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            throw new TimeoutException($"{command} did not end within {Patience.TotalSeconds} s", late);
        }
    }
}
