using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Fairway.Tests;

/// <summary>
/// CsCheck's sampling with seeds that come from the commit (<c>FAIRWAY_SEED</c>, <c>./test</c> sets it), so that two
/// runs of one commit look at the same cases, and a run that was green stays green. CsCheck itself draws from the
/// clock. What fails is given to CsCheck, which makes it smaller and names the seed of what it found. In the namespace
/// of all tests, these methods come before CsCheck's of the same name.
/// </summary>
internal static class SeededSampling
{
    /// <summary>CsCheck's own number.</summary>
    private const long Iterations = 100;

    private static readonly string Seed = Environment.GetEnvironmentVariable("FAIRWAY_SEED") ?? "1";

    public static void Sample<T>(
        this Gen<T> gen, Action<T> assert, long iter = Iterations, [CallerMemberName] string law = "")
    {
        foreach (var seed in Seeds(law, iter))
        {
            try
            {
                Check.Sample(gen, assert, seed: seed, iter: 1, threads: 1);
            }
            catch (CsCheckException)
            {
                Check.Sample(gen, assert, seed: seed, iter: Math.Max(iter, Iterations));
                throw;
            }
        }
    }

    public static void Sample<T1, T2>(
        this Gen<(T1, T2)> gen, Action<T1, T2> assert, long iter = Iterations, [CallerMemberName] string law = "") =>
        Sample(gen, item => assert(item.Item1, item.Item2), iter, law);

    public static void Sample<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen,
        Action<T1, T2, T3> assert,
        long iter = Iterations,
        [CallerMemberName] string law = "") =>
        Sample(gen, item => assert(item.Item1, item.Item2, item.Item3), iter, law);

    public static void Sample<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen,
        Action<T1, T2, T3, T4> assert,
        long iter = Iterations,
        [CallerMemberName] string law = "") =>
        Sample(gen, item => assert(item.Item1, item.Item2, item.Item3, item.Item4), iter, law);

    public static void Sample<T>(
        this Gen<T> gen, Func<T, bool> holds, long iter = Iterations, [CallerMemberName] string law = "") =>
        Sample(gen, item => Hold(holds(item), law), iter, law);

    public static void Sample<T1, T2>(
        this Gen<(T1, T2)> gen, Func<T1, T2, bool> holds, long iter = Iterations, [CallerMemberName] string law = "") =>
        Sample(gen, item => Hold(holds(item.Item1, item.Item2), law), iter, law);

    public static void Sample<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen,
        Func<T1, T2, T3, bool> holds,
        long iter = Iterations,
        [CallerMemberName] string law = "") =>
        Sample(gen, item => Hold(holds(item.Item1, item.Item2, item.Item3), law), iter, law);

    public static async Task SampleAsync<T>(
        this Gen<T> gen, Func<T, Task> assert, long iter = Iterations, [CallerMemberName] string law = "")
    {
        foreach (var seed in Seeds(law, iter))
        {
            try
            {
                await Check.SampleAsync(gen, assert, seed: seed, iter: 1, threads: 1);
            }
            catch (CsCheckException)
            {
                await Check.SampleAsync(gen, assert, seed: seed, iter: Math.Max(iter, Iterations));
                throw;
            }
        }
    }

    /// <summary>The seeds of a law, as CsCheck writes them. Each is a hash, so that no two generators run
    /// alike.</summary>
    internal static IEnumerable<string> Seeds(string law, long count)
    {
        for (var number = 0L; number < count; number++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed} {law} {number}"));
            yield return new PCG((uint)number, BinaryPrimitives.ReadUInt64LittleEndian(hash)).ToString();
        }
    }

    private static void Hold(bool holds, string law)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{law} does not hold");
        }
    }
}
