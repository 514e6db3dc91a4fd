package dev.easel.server.http;

import dev.easel.server.room.Projects;
import dev.easel.server.room.Rooms;
import dev.easel.server.room.Saves;

/** What the desk asks of the rest of an instance. All of it may be called from any thread. */
public record DeskPorts(Rooms rooms, Saves saves, Projects projects, Vitals vitals) {}
