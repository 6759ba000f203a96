// Breaks every line of the lists of banned symbols, once each, in the order of the lists. It is compiled by a test of
// tests/Tidy and by nothing else, and is never run.
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Timer = System.Threading.Timer;

namespace Fairway.Tidy.Banned;

internal static class BreaksEveryRule
{
    private static readonly CancellationToken Token;

    private static void Clock1()
    {
        _ = DateTime.Now;
        _ = DateTime.UtcNow;
        _ = DateTime.Today;
        _ = DateTimeOffset.Now;
        _ = DateTimeOffset.UtcNow;
        _ = new Stopwatch();
        _ = Environment.TickCount;
        _ = Environment.TickCount64;
        Thread.Sleep(default(int));
        Thread.Sleep(default(TimeSpan));
        _ = Task.Delay(default(TimeSpan));
        _ = Task.Delay(default(TimeSpan), Token);
        _ = Task.Delay(default(int));
        _ = Task.Delay(default(int), Token);
        _ = default(Task).WaitAsync(default(TimeSpan));
        _ = default(Task).WaitAsync(default(TimeSpan), Token);
        _ = default(Task<int>).WaitAsync(default(TimeSpan));
        _ = default(Task<int>).WaitAsync(default(TimeSpan), Token);
        _ = new CancellationTokenSource(default(TimeSpan));
        _ = new CancellationTokenSource(default(int));
        _ = new PeriodicTimer(default(TimeSpan));
        default(CancellationTokenSource).CancelAfter(default(TimeSpan));
        default(CancellationTokenSource).CancelAfter(default(int));
        _ = new Timer(default(TimerCallback), default(object), default(int), default(int));
    }

    private static void Clock2()
    {
        _ = new Timer(default(TimerCallback), default(object), default(TimeSpan), default(TimeSpan));
        _ = new Timer(default(TimerCallback), default(object), default(uint), default(uint));
        _ = new Timer(default(TimerCallback), default(object), default(long), default(long));
        _ = new Timer(default(TimerCallback));
        _ = new System.Timers.Timer();
    }

    private static void WaysOut()
    {
        Environment.Exit(default(int));
    }

    private static void LeavesTheLoop1()
    {
        _ = Task.Run(default(Action));
        _ = Task.Run(default(Action), Token);
        _ = Task.Run<int>(default(Func<int>));
        _ = Task.Run<int>(default(Func<int>), Token);
        _ = Task.Run(default(Func<Task>));
        _ = Task.Run(default(Func<Task>), Token);
        _ = Task.Run<int>(default(Func<Task<int>>));
        _ = Task.Run<int>(default(Func<Task<int>>), Token);
        default(Task).Start();
        default(Task).Start(default(TaskScheduler));
        _ = Task.Factory;
        _ = Task<int>.Factory;
        _ = ThreadPool.PendingWorkItemCount;
        Parallel.Invoke();
        _ = ParallelEnumerable.Empty<int>();
        _ = default(Task).ContinueWith(default(Action<Task>));
        _ = default(Task).ContinueWith(default(Action<Task>), Token);
        _ = default(Task).ContinueWith(default(Action<Task>), default(TaskScheduler));
        _ = default(Task).ContinueWith(default(Action<Task>), default(TaskContinuationOptions));
        _ = default(Task).ContinueWith(
            default(Action<Task>), Token, default(TaskContinuationOptions), default(TaskScheduler));
        _ = default(Task).ContinueWith(default(Action<Task, object>), default(object));
        _ = default(Task).ContinueWith(default(Action<Task, object>), default(object), Token);
        _ = default(Task).ContinueWith(default(Action<Task, object>), default(object), default(TaskScheduler));
        _ = default(Task).ContinueWith(
            default(Action<Task, object>), default(object), default(TaskContinuationOptions));
    }

    private static void LeavesTheLoop2()
    {
        _ = default(Task).ContinueWith(
            default(Action<Task, object>), default(object), Token, default(TaskContinuationOptions),
            default(TaskScheduler));
        _ = default(Task).ContinueWith<int>(default(Func<Task, int>));
        _ = default(Task).ContinueWith<int>(default(Func<Task, int>), Token);
        _ = default(Task).ContinueWith<int>(default(Func<Task, int>), default(TaskScheduler));
        _ = default(Task).ContinueWith<int>(default(Func<Task, int>), default(TaskContinuationOptions));
        _ = default(Task).ContinueWith<int>(
            default(Func<Task, int>), Token, default(TaskContinuationOptions), default(TaskScheduler));
        _ = default(Task).ContinueWith<int>(default(Func<Task, object, int>), default(object));
        _ = default(Task).ContinueWith<int>(default(Func<Task, object, int>), default(object), Token);
        _ = default(Task).ContinueWith<int>(default(Func<Task, object, int>), default(object), default(TaskScheduler));
        _ = default(Task).ContinueWith<int>(
            default(Func<Task, object, int>), default(object), default(TaskContinuationOptions));
        _ = default(Task).ContinueWith<int>(
            default(Func<Task, object, int>), default(object), Token, default(TaskContinuationOptions),
            default(TaskScheduler));
        _ = default(Task<int>).ContinueWith(default(Action<Task<int>>));
        _ = default(Task<int>).ContinueWith(default(Action<Task<int>>), Token);
        _ = default(Task<int>).ContinueWith(default(Action<Task<int>>), default(TaskScheduler));
        _ = default(Task<int>).ContinueWith(default(Action<Task<int>>), default(TaskContinuationOptions));
        _ = default(Task<int>).ContinueWith(
            default(Action<Task<int>>), Token, default(TaskContinuationOptions), default(TaskScheduler));
        _ = default(Task<int>).ContinueWith(default(Action<Task<int>, object>), default(object));
        _ = default(Task<int>).ContinueWith(default(Action<Task<int>, object>), default(object), Token);
        _ = default(Task<int>).ContinueWith(
            default(Action<Task<int>, object>), default(object), default(TaskScheduler));
        _ = default(Task<int>).ContinueWith(
            default(Action<Task<int>, object>), default(object), default(TaskContinuationOptions));
        _ = default(Task<int>).ContinueWith(
            default(Action<Task<int>, object>), default(object), Token, default(TaskContinuationOptions),
            default(TaskScheduler));
        _ = default(Task<int>).ContinueWith<int>(default(Func<Task<int>, int>));
        _ = default(Task<int>).ContinueWith<int>(default(Func<Task<int>, int>), Token);
        _ = default(Task<int>).ContinueWith<int>(default(Func<Task<int>, int>), default(TaskScheduler));
    }

    private static void LeavesTheLoop3()
    {
        _ = default(Task<int>).ContinueWith<int>(default(Func<Task<int>, int>), default(TaskContinuationOptions));
        _ = default(Task<int>).ContinueWith<int>(
            default(Func<Task<int>, int>), Token, default(TaskContinuationOptions), default(TaskScheduler));
        _ = default(Task<int>).ContinueWith<int>(default(Func<Task<int>, object, int>), default(object));
        _ = default(Task<int>).ContinueWith<int>(default(Func<Task<int>, object, int>), default(object), Token);
        _ = default(Task<int>).ContinueWith<int>(
            default(Func<Task<int>, object, int>), default(object), default(TaskScheduler));
        _ = default(Task<int>).ContinueWith<int>(
            default(Func<Task<int>, object, int>), default(object), default(TaskContinuationOptions));
        _ = default(Task<int>).ContinueWith<int>(
            default(Func<Task<int>, object, int>), default(object), Token, default(TaskContinuationOptions),
            default(TaskScheduler));
        _ = default(Task).ConfigureAwait(default(bool));
        _ = default(Task).ConfigureAwait(default(ConfigureAwaitOptions));
        _ = default(Task<int>).ConfigureAwait(default(bool));
        _ = default(Task<int>).ConfigureAwait(default(ConfigureAwaitOptions));
        _ = default(ValueTask).ConfigureAwait(default(bool));
        _ = default(ValueTask<int>).ConfigureAwait(default(bool));
        _ = TaskAsyncEnumerableExtensions.ConfigureAwait(default(IAsyncDisposable), default(bool));
        _ = TaskAsyncEnumerableExtensions.ConfigureAwait<int>(default(IAsyncEnumerable<int>), default(bool));
        _ = default(ChannelReader<int>).ReadAllAsync(Token);
        _ = default(SemaphoreSlim).WaitAsync(Token);
        _ = default(SemaphoreSlim).WaitAsync(default(int));
        _ = default(SemaphoreSlim).WaitAsync(default(TimeSpan));
        _ = default(SemaphoreSlim).WaitAsync(default(TimeSpan), Token);
        _ = default(SemaphoreSlim).WaitAsync(default(int), Token);
        _ = default(CancellationTokenSource).CancelAsync();
        _ = JsonSerializer.DeserializeAsync<int>(default(PipeReader), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsync<int>(default(PipeReader), default(JsonTypeInfo<int>), Token);
    }

    private static void LeavesTheLoop4()
    {
        _ = JsonSerializer.DeserializeAsync(default(PipeReader), default(JsonTypeInfo), Token);
        _ = JsonSerializer.DeserializeAsync(default(PipeReader), default(Type), default(JsonSerializerContext), Token);
        _ = JsonSerializer.DeserializeAsync(default(PipeReader), default(Type), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsync<int>(default(Stream), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsync(default(Stream), default(Type), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsync<int>(default(Stream), default(JsonTypeInfo<int>), Token);
        _ = JsonSerializer.DeserializeAsync(default(Stream), default(JsonTypeInfo), Token);
        _ = JsonSerializer.DeserializeAsync(default(Stream), default(Type), default(JsonSerializerContext), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(default(PipeReader), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(default(PipeReader), default(JsonTypeInfo<int>), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(
            default(PipeReader), default(JsonTypeInfo<int>), default(bool), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(
            default(PipeReader), default(bool), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(default(Stream), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(
            default(Stream), default(bool), default(JsonSerializerOptions), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(default(Stream), default(JsonTypeInfo<int>), Token);
        _ = JsonSerializer.DeserializeAsyncEnumerable<int>(
            default(Stream), default(JsonTypeInfo<int>), default(bool), Token);
    }

    private static void BlocksTheLoop()
    {
        default(Task).Wait();
        _ = default(Task).Wait(default(TimeSpan));
        _ = default(Task).Wait(default(TimeSpan), Token);
        default(Task).Wait(Token);
        _ = default(Task).Wait(default(int));
        _ = default(Task).Wait(default(int), Token);
        Task.WaitAll(new Task[0]);
        Task.WaitAll(default(ReadOnlySpan<Task>));
        _ = Task.WaitAll(new Task[0], default(TimeSpan));
        _ = Task.WaitAll(new Task[0], default(int));
        Task.WaitAll(new Task[0], Token);
        _ = Task.WaitAll(new Task[0], default(int), Token);
        Task.WaitAll(default(IEnumerable<Task>), Token);
        _ = Task.WaitAny(new Task[0]);
        _ = Task.WaitAny(new Task[0], default(TimeSpan));
        _ = Task.WaitAny(new Task[0], Token);
        _ = Task.WaitAny(new Task[0], default(int));
        _ = Task.WaitAny(new Task[0], default(int), Token);
        _ = default(Task<int>).Result;
        _ = default(ValueTask<int>).Result;
        default(TaskAwaiter).GetResult();
        _ = default(TaskAwaiter<int>).GetResult();
    }

    private static void RandomnessAndIdentity()
    {
        _ = Random.Shared;
        _ = new Random();
        _ = Guid.NewGuid();
        _ = Guid.CreateVersion7();
        _ = Guid.CreateVersion7(default(DateTimeOffset));
    }

    private static void DiffersFromRunToRun()
    {
        _ = TimeProvider.System;
        _ = new HashCode();
        _ = default(string).GetHashCode();
        _ = default(string).GetHashCode(default(StringComparison));
        _ = String.GetHashCode(default(ReadOnlySpan<char>));
        _ = String.GetHashCode(default(ReadOnlySpan<char>), default(StringComparison));
    }

    private static void SpeaksPastTheCaller()
    {
        Console.WriteLine();
    }

    private static void NetworkAndProcesses()
    {
        _ = new HttpClient();
        _ = new SocketsHttpHandler();
        _ = Socket.OSSupportsIPv4;
        _ = new TcpClient();
        _ = TcpListener.Create(0);
        _ = System.Net.Dns.GetHostName();
        _ = new Process();
    }

    private static void Surroundings()
    {
        _ = File.Exists(default(string));
        _ = Directory.Exists(default(string));
        _ = new FileInfo(default(string));
        _ = new DirectoryInfo(default(string));
        _ = default(FileStream).Name;
        _ = default(TimeProvider).TimestampFrequency;
        _ = Environment.NewLine;
    }
}
