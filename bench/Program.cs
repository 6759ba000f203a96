using BenchmarkDotNet.Running;
using Fairway.Bench.Storage;

if (args is ["store", .. var rest])
{
    await StoreFigures.RunAsync(rest);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
