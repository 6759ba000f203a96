using BenchmarkDotNet.Running;
using Fairway.Bench.Caching;
using Fairway.Bench.Storage;

if (args is ["store", .. var rest])
{
    await StoreFigures.RunAsync(rest);
    return;
}

if (args is ["cache"])
{
    await CacheFigures.RunAsync();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
