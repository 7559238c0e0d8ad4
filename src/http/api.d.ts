// Written from the OpenAPI document; after a change of routes: npx vitest run test/unit/console/api-types -u

export interface paths {
    "/live/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Play a stream as HTTP-FLV or fragmented MP4, also as WebSocket */
        get: {
            parameters: {
                query?: {
                    /** @description Default: raw for .flv, flac for .mp4. */
                    audio?: "flac" | "raw" | "aac" | "none";
                    /** @description H.265 in FLV: hvc1, or codec id 12. */
                    hevc?: "enhanced" | "legacy";
                    expires?: string;
                    sign?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the stream, which may have one slash, and .flv or .mp4. */
                    stream: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Media until one side ends. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/x-flv": string;
                        "video/mp4": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/microphone/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** WebSocket that takes the microphone of a broadcast, as the broadcast’s microphoneUrl names it */
        get: {
            parameters: {
                query?: {
                    expires?: string;
                    sign?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The database answers and SIP listens */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ready";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus; from this machine without a key */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus’ text format. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Log in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            name: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Log out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change an administrator’s password */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        newPassword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            createdAt: number;
                            /** @description 0: never. */
                            lastUsedAt: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an API key; it is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            createdAt: number;
                            /** @description 0: never. */
                            lastUsedAt: number;
                            key: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snapshots/upload/{session}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** For devices: upload a picture that was ordered, as the body or in multipart/form-data */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /** For devices: upload a picture that was ordered, as the body or in multipart/form-data */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snapshots/upload/{session}/{token}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** For devices: upload a picture that was ordered, as the body or in multipart/form-data */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                    token: string;
                    /** @description Some devices add the name of the file. */
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /** For devices: upload a picture that was ordered, as the body or in multipart/form-data */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                    token: string;
                    /** @description Some devices add the name of the file. */
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    /** @description Part of the ID or of the name. */
                    search?: string;
                    online?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                id: string;
                                name: string;
                                manufacturer: string;
                                model: string;
                                firmware: string;
                                /** @description X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none. */
                                version: string;
                                online: boolean;
                                /** @enum {unknown} */
                                transport: "udp" | "tcp";
                                address: string;
                                port: number;
                                /** @description Epoch milliseconds; 0: never. */
                                registeredAt: number;
                                expiresAt: number;
                                keepaliveAt: number;
                                catalogAt: number;
                                clockSkewMs: number | null;
                                contestedBy: string | null;
                                settings: {
                                    /** @description It has a password of its own. */
                                    hasPassword: boolean;
                                    mediaTransport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                    mediaAddress: string | null;
                                    /** @enum {unknown} */
                                    charset: "GB18030" | "UTF-8";
                                    edition: ("2016" | "2022") | null;
                                    largeByTcp: boolean | null;
                                    soundAfterAck: boolean;
                                    resetAlarms: boolean;
                                    quirks: {
                                        [key: string]: boolean;
                                    };
                                };
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            manufacturer: string;
                            model: string;
                            firmware: string;
                            /** @description X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none. */
                            version: string;
                            online: boolean;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp";
                            address: string;
                            port: number;
                            /** @description Epoch milliseconds; 0: never. */
                            registeredAt: number;
                            expiresAt: number;
                            keepaliveAt: number;
                            catalogAt: number;
                            clockSkewMs: number | null;
                            contestedBy: string | null;
                            settings: {
                                /** @description It has a password of its own. */
                                hasPassword: boolean;
                                mediaTransport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                mediaAddress: string | null;
                                /** @enum {unknown} */
                                charset: "GB18030" | "UTF-8";
                                edition: ("2016" | "2022") | null;
                                largeByTcp: boolean | null;
                                soundAfterAck: boolean;
                                resetAlarms: boolean;
                                quirks: {
                                    [key: string]: boolean;
                                };
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Forget a device and its channels */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what is set for one device; a device that never registered is made known by it */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password?: string | null;
                        mediaTransport?: ("udp" | "tcp-passive" | "tcp-active") | null;
                        mediaAddress?: string | null;
                        /** @enum {unknown} */
                        charset?: "GB18030" | "UTF-8";
                        edition?: ("2016" | "2022") | null;
                        largeByTcp?: boolean | null;
                        /** @description Sound to it begins when it has acknowledged our answer; false: with the answer. */
                        soundAfterAck?: boolean;
                        /** @description Reset alarms of the device itself at once, since it tells of no other before. */
                        resetAlarms?: boolean;
                        /** @description Faults that are tolerated, or not. */
                        quirks?: {
                            /** @description It declares one text encoding and sends another; the bytes decide. */
                            "charset-lies"?: boolean;
                            /** @description It cuts UTF-8 text in the middle of a character. */
                            "text-cut"?: boolean;
                            /** @description It sends control characters or NUL inside of XML. */
                            "control-characters"?: boolean;
                            /** @description It writes "&" or "<" as they are into names and addresses. */
                            "unescaped-markup"?: boolean;
                            /** @description It sends more behind the end of the document: NULs, a closing tag, another document. */
                            "text-after-root"?: boolean;
                            /** @description It writes CmdType, SN or DeviceID as attributes of the root. */
                            "fields-as-attributes"?: boolean;
                            /** @description It is behind a middlebox that takes the body out of its keepalives. */
                            "bodyless-keepalive"?: boolean;
                            /** @description It sends commands of its own; they are answered 200 so that they are not repeated. */
                            "unknown-command"?: boolean;
                            /** @description It registers with a user name that is not its ID. */
                            "username-differs"?: boolean;
                            /** @description It reports from a new port of its router without registering again. */
                            "nat-rebind"?: boolean;
                            /** @description It reports from a new address without registering again. */
                            "follow-any-host"?: boolean;
                            /** @description It never registers again but keeps reporting. */
                            "no-reregister"?: boolean;
                            /** @description It reports less often than configured; its own interval is what it is measured by. */
                            "slow-keepalive"?: boolean;
                            /** @description It answers a query without its SN. */
                            "sn-missing"?: boolean;
                            /** @description It drops or adds leading zeros of the SN. */
                            "sn-leading-zeros"?: boolean;
                            /** @description It tells a wrong number of items. */
                            "sum-lies"?: boolean;
                            /** @description It sends single items of its catalog unasked; they are updates. */
                            "catalog-unasked"?: boolean;
                            /** @description It knows its configuration by its own ID, and not by those of its channels. */
                            "config-by-device"?: boolean;
                            /** @description It calls a section of its configuration otherwise than it was asked for. */
                            "config-name-differs"?: boolean;
                            /** @description It says OK, ONLINE or 1 for the status ON. */
                            "status-words"?: boolean;
                            /** @description It notifies of channels going off and on that do not; only its catalog is believed. */
                            "status-notify-lies"?: boolean;
                            /** @description It is a camera whose catalog names no channel; its own ID is the channel. */
                            "channel-is-device"?: boolean;
                            /** @description It answers an INVITE with an SSRC of its own. */
                            "own-ssrc"?: boolean;
                            /** @description It answers an INVITE without y=. */
                            "ssrc-missing"?: boolean;
                            /** @description It reports the end of a record under another ID than its own. */
                            "media-status-from"?: boolean;
                            /** @description It answers with the setup or the protocol that was not agreed. */
                            "setup-lies"?: boolean;
                            /** @description It tells 0.0.0.0 or the address behind its router as its media address. */
                            "unreachable-media-address"?: boolean;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            manufacturer: string;
                            model: string;
                            firmware: string;
                            /** @description X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none. */
                            version: string;
                            online: boolean;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp";
                            address: string;
                            port: number;
                            /** @description Epoch milliseconds; 0: never. */
                            registeredAt: number;
                            expiresAt: number;
                            keepaliveAt: number;
                            catalogAt: number;
                            clockSkewMs: number | null;
                            contestedBy: string | null;
                            settings: {
                                /** @description It has a password of its own. */
                                hasPassword: boolean;
                                mediaTransport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                mediaAddress: string | null;
                                /** @enum {unknown} */
                                charset: "GB18030" | "UTF-8";
                                edition: ("2016" | "2022") | null;
                                largeByTcp: boolean | null;
                                soundAfterAck: boolean;
                                resetAlarms: boolean;
                                quirks: {
                                    [key: string]: boolean;
                                };
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the device for its channels now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            channels: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels of one device or of all */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    /** @description Part of the ID or of the name. */
                    search?: string;
                    online?: boolean;
                    deviceId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                deviceId: string;
                                id: string;
                                name: string;
                                manufacturer: string;
                                model: string;
                                owner: string;
                                civilCode: string;
                                address: string;
                                parentId: string;
                                /** @enum {unknown} */
                                kind: "camera" | "directory" | "group" | "other";
                                /** @enum {unknown} */
                                status: "ON" | "OFF";
                                ptzType: number;
                                longitude: number | null;
                                latitude: number | null;
                                /** @description Name of its stream, as in /live/{stream}.flv. */
                                stream: string;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One channel */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deviceId: string;
                            id: string;
                            name: string;
                            manufacturer: string;
                            model: string;
                            owner: string;
                            civilCode: string;
                            address: string;
                            parentId: string;
                            /** @enum {unknown} */
                            kind: "camera" | "directory" | "group" | "other";
                            /** @enum {unknown} */
                            status: "ON" | "OFF";
                            ptzType: number;
                            longitude: number | null;
                            latitude: number | null;
                            /** @description Name of its stream, as in /live/{stream}.flv. */
                            stream: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/play": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed play URLs; opening one starts the stream */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            flv: string;
                            mp4: string;
                            wsFlv: string;
                            wsMp4: string;
                            /** @description Epoch seconds. */
                            expires: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the channel’s stream for everybody */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            stopped: boolean;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far its last start came, or why it failed, in one sentence */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Stable word; the console has a text for each. */
                            code: string;
                            /** @description The same as one English sentence, with the particulars. */
                            text: string;
                        } | null;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/PTZCmd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: PTZCmd
         * @description GB/T 28181-2016 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Eight bytes in hexadecimal, annex A.3. */
                        PTZCmd: string;
                        PTZCmdParams?: {
                            PresetName?: string;
                            CruiseTrackName?: string;
                        };
                        Info?: {
                            ControlPriority?: number;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/TeleBoot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: TeleBoot
         * @description GB/T 28181-2016 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default Boot
                         * @enum {unknown}
                         */
                        TeleBoot?: "Boot";
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/RecordCmd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: RecordCmd
         * @description GB/T 28181-2016 and later. Waits for the answer of the device.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        RecordCmd: "Record" | "StopRecord";
                        /** @description 0: main stream. */
                        StreamNumber?: number;
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/GuardCmd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: GuardCmd
         * @description GB/T 28181-2016 and later. Waits for the answer of the device.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        GuardCmd: "SetGuard" | "ResetGuard";
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/AlarmCmd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: AlarmCmd
         * @description GB/T 28181-2016 and later. Waits for the answer of the device.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default ResetAlarm
                         * @enum {unknown}
                         */
                        AlarmCmd?: "ResetAlarm";
                        Info?: {
                            /** @description 0: all; 1 to 7, several written together or with /. */
                            AlarmMethod?: string;
                            AlarmType?: string;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/IFrameCmd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: IFrameCmd
         * @description GB/T 28181-2016 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default Send
                         * @enum {unknown}
                         */
                        IFameCmd?: "Send";
                        /**
                         * @default Send
                         * @enum {unknown}
                         */
                        IFrameCmd?: "Send";
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/DragZoomIn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: DragZoomIn
         * @description GB/T 28181-2016 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        DragZoomIn: {
                            /** @description Of the window, in pixels. */
                            Length: number;
                            /** @description Of the window, in pixels. */
                            Width: number;
                            /** @description Middle of the area. */
                            MidPointX: number;
                            MidPointY: number;
                            /** @description Of the area. */
                            LengthX: number;
                            LengthY: number;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/DragZoomOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: DragZoomOut
         * @description GB/T 28181-2016 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        DragZoomOut: {
                            /** @description Of the window, in pixels. */
                            Length: number;
                            /** @description Of the window, in pixels. */
                            Width: number;
                            /** @description Middle of the area. */
                            MidPointX: number;
                            MidPointY: number;
                            /** @description Of the area. */
                            LengthX: number;
                            LengthY: number;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/HomePosition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: HomePosition
         * @description GB/T 28181-2016 and later. Waits for the answer of the device.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        HomePosition: {
                            Enabled: number;
                            /** @description Seconds without a command until the camera goes home. */
                            ResetTime?: number;
                            PresetIndex?: number;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/PTZPreciseCtrl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: PTZPreciseCtrl
         * @description GB/T 28181-2022 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        PTZPreciseCtrl: {
                            /** @description Degrees. */
                            Pan?: number;
                            /** @description Degrees. */
                            Tilt?: number;
                            Zoom?: number;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/DeviceUpgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: DeviceUpgrade
         * @description GB/T 28181-2022 and later. Waits for the answer of the device.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        DeviceUpgrade: {
                            Firmware: string;
                            /** @description The device fetches it. */
                            FileURL: string;
                            Manufacturer: string;
                            SessionID: string;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/FormatSDCard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: FormatSDCard
         * @description GB/T 28181-2022 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Number of the card; 0: all. */
                        FormatSDCard: number;
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/control/TargetTrack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Control: TargetTrack
         * @description GB/T 28181-2022 and later. The device answers nothing more.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        TargetTrack: "Auto" | "Manual" | "Stop";
                        /** @description Channel of the whole scene. */
                        DeviceID2?: string;
                        TargetArea?: {
                            /** @description Of the window, in pixels. */
                            Length: number;
                            /** @description Of the window, in pixels. */
                            Width: number;
                            /** @description Middle of the area. */
                            MidPointX: number;
                            MidPointY: number;
                            /** @description Of the area. */
                            LengthX: number;
                            LengthY: number;
                        };
                        ExtraInfo?: string[];
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/BasicParam": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read BasicParam
         * @description GB/T 28181-2016 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            BasicParam?: {
                                Name?: string;
                                /** @description Of a registration, in seconds. */
                                Expiration?: number;
                                /** @description Seconds. */
                                HeartBeatInterval?: number;
                                /** @description Missed reports until a side counts as offline. */
                                HeartBeatCount?: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set BasicParam
         * @description GB/T 28181-2016 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        BasicParam: {
                            Name?: string;
                            /** @description Of a registration, in seconds. */
                            Expiration?: number;
                            /** @description Seconds. */
                            HeartBeatInterval?: number;
                            /** @description Missed reports until a side counts as offline. */
                            HeartBeatCount?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/VideoParamOpt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read VideoParamOpt
         * @description GB/T 28181-2016 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            VideoParamOpt?: {
                                /** @description Speeds that a download may have, joined by /. */
                                DownloadSpeed?: string;
                                /** @description Sizes of pictures that it has, joined by /. */
                                Resolution?: string;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set VideoParamOpt
         * @description GB/T 28181-2016 and later. Devices after GB/T 28181-2016 only tell it.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        VideoParamOpt: {
                            /** @description Speeds that a download may have, joined by /. */
                            DownloadSpeed?: string;
                            /** @description Sizes of pictures that it has, joined by /. */
                            Resolution?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/SVACEncodeConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read SVACEncodeConfig
         * @description GB/T 28181-2016 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            SVACEncodeConfig?: {
                                ROIParam?: {
                                    ROIFlag?: number;
                                    ROINumber?: number;
                                    Item?: {
                                        ROISeq?: number;
                                        /** @description Number of the corner’s macroblock. */
                                        TopLeft?: number;
                                        BottomRight?: number;
                                        ROIQP?: number;
                                    }[];
                                };
                                SVCParam?: {
                                    SVCSpaceDomainMode?: number;
                                    SVCTimeDomainMode?: number;
                                    SSVCRatioValue?: string;
                                    SVCSpaceSupportMode?: number;
                                    SVCTimeSupportMode?: number;
                                    SSVCRatioSupportList?: string;
                                };
                                SurveillanceParam?: {
                                    TimeFlag?: number;
                                    OSDFlag?: number;
                                    AIFlag?: number;
                                    GISFlag?: number;
                                };
                                AudioParam?: {
                                    AudioRecognitionFlag?: number;
                                };
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set SVACEncodeConfig
         * @description GB/T 28181-2016 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        SVACEncodeConfig: {
                            ROIParam?: {
                                ROIFlag: number;
                                ROINumber?: number;
                                Item?: {
                                    ROISeq: number;
                                    /** @description Number of the corner’s macroblock. */
                                    TopLeft: number;
                                    BottomRight: number;
                                    ROIQP: number;
                                }[];
                            };
                            SVCParam?: {
                                SVCSpaceDomainMode?: number;
                                SVCTimeDomainMode?: number;
                                SSVCRatioValue?: string;
                                SVCSpaceSupportMode?: number;
                                SVCTimeSupportMode?: number;
                                SSVCRatioSupportList?: string;
                            };
                            SurveillanceParam?: {
                                TimeFlag?: number;
                                OSDFlag?: number;
                                AIFlag?: number;
                                GISFlag?: number;
                            };
                            AudioParam?: {
                                AudioRecognitionFlag: number;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/SVACDecodeConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read SVACDecodeConfig
         * @description GB/T 28181-2016 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            SVACDecodeConfig?: {
                                SVCParam?: {
                                    SVCSTMMode?: number;
                                    SVCSpaceSupportMode?: number;
                                    SVCTimeSupportMode?: number;
                                };
                                SurveillanceParam?: {
                                    TimeShowFlag?: number;
                                    OSDShowFlag?: number;
                                    AIShowFlag?: number;
                                    GISShowFlag?: number;
                                };
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set SVACDecodeConfig
         * @description GB/T 28181-2016 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        SVACDecodeConfig: {
                            SVCParam?: {
                                SVCSTMMode?: number;
                                SVCSpaceSupportMode?: number;
                                SVCTimeSupportMode?: number;
                            };
                            SurveillanceParam?: {
                                TimeShowFlag?: number;
                                OSDShowFlag?: number;
                                AIShowFlag?: number;
                                GISShowFlag?: number;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/VideoParamAttribute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read VideoParamAttribute
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            VideoParamAttribute?: {
                                Num?: number;
                                Item?: {
                                    /** @description 0: main stream. */
                                    StreamNumber?: number;
                                    /** @description As in f= of SDP: 2 is H.264, 5 H.265. */
                                    VideoFormat?: string;
                                    /** @description As in f= of SDP: 6, or 1920x1080. */
                                    Resolution?: string;
                                    FrameRate?: string;
                                    /** @description 1: constant, 2: variable. */
                                    BitRateType?: string;
                                    /** @description kbit/s. */
                                    VideoBitRate?: string;
                                }[];
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set VideoParamAttribute
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        VideoParamAttribute: {
                            Num?: number;
                            Item: {
                                /** @description 0: main stream. */
                                StreamNumber: number;
                                /** @description As in f= of SDP: 2 is H.264, 5 H.265. */
                                VideoFormat?: string;
                                /** @description As in f= of SDP: 6, or 1920x1080. */
                                Resolution?: string;
                                FrameRate?: string;
                                /** @description 1: constant, 2: variable. */
                                BitRateType?: string;
                                /** @description kbit/s. */
                                VideoBitRate?: string;
                            }[];
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/VideoRecordPlan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read VideoRecordPlan
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            VideoRecordPlan?: {
                                RecordEnable?: number;
                                RecordScheduleSumNum?: number;
                                RecordSchedule?: {
                                    /** @description 1: Monday. */
                                    WeekDayNum?: number;
                                    TimeSegmentSumNum?: number;
                                    TimeSegment?: {
                                        StartHour?: number;
                                        StartMin?: number;
                                        StartSec?: number;
                                        StopHour?: number;
                                        StopMin?: number;
                                        StopSec?: number;
                                    }[];
                                }[];
                                /** @description 0: main stream. */
                                StreamNumber?: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set VideoRecordPlan
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        VideoRecordPlan: {
                            RecordEnable: number;
                            RecordScheduleSumNum?: number;
                            RecordSchedule?: {
                                /** @description 1: Monday. */
                                WeekDayNum: number;
                                TimeSegmentSumNum?: number;
                                TimeSegment: {
                                    StartHour: number;
                                    StartMin: number;
                                    StartSec: number;
                                    StopHour: number;
                                    StopMin: number;
                                    StopSec: number;
                                }[];
                            }[];
                            /** @description 0: main stream. */
                            StreamNumber?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/VideoAlarmRecord": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read VideoAlarmRecord
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            VideoAlarmRecord?: {
                                RecordEnable?: number;
                                /** @description Seconds after the alarm. */
                                RecordTime?: number;
                                /** @description Seconds before the alarm. */
                                PreRecordTime?: number;
                                /** @description 0: main stream. */
                                StreamNumber?: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set VideoAlarmRecord
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        VideoAlarmRecord: {
                            RecordEnable: number;
                            /** @description Seconds after the alarm. */
                            RecordTime?: number;
                            /** @description Seconds before the alarm. */
                            PreRecordTime?: number;
                            /** @description 0: main stream. */
                            StreamNumber?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/PictureMask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read PictureMask
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            PictureMask?: {
                                On?: number;
                                SumNum?: number;
                                RegionList?: {
                                    Seq?: number;
                                    /** @description Left, top, right and bottom in pixels, as 10,20,120,200. */
                                    Point?: string;
                                }[];
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set PictureMask
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        PictureMask: {
                            On: number;
                            SumNum?: number;
                            RegionList?: {
                                Seq: number;
                                /** @description Left, top, right and bottom in pixels, as 10,20,120,200. */
                                Point: string;
                            }[];
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/FrameMirror": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read FrameMirror
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            /** @description 0: as it is, 1: left and right, 2: upside down, 3: both. */
                            FrameMirror?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set FrameMirror
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description 0: as it is, 1: left and right, 2: upside down, 3: both. */
                        FrameMirror: number;
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/AlarmReport": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read AlarmReport
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            AlarmReport?: {
                                MotionDetection?: number;
                                FieldDetection?: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set AlarmReport
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        AlarmReport: {
                            MotionDetection?: number;
                            FieldDetection?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/OSDConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read OSDConfig
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            OSDConfig?: {
                                /** @description Of the window, in pixels. */
                                Length?: number;
                                Width?: number;
                                TimeX?: number;
                                TimeY?: number;
                                TimeEnable?: number;
                                /** @description 0: 2022-01-31 12:00:00, 1: the date in Chinese. */
                                TimeType?: number;
                                TextEnable?: number;
                                SumNum?: number;
                                Item?: {
                                    Text?: string;
                                    X?: number;
                                    Y?: number;
                                }[];
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set OSDConfig
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        OSDConfig: {
                            /** @description Of the window, in pixels. */
                            Length: number;
                            Width: number;
                            TimeX?: number;
                            TimeY?: number;
                            TimeEnable?: number;
                            /** @description 0: 2022-01-31 12:00:00, 1: the date in Chinese. */
                            TimeType?: number;
                            TextEnable?: number;
                            SumNum?: number;
                            Item?: {
                                Text: string;
                                X: number;
                                Y: number;
                            }[];
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/config/SnapShotConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration: read SnapShotConfig
         * @description GB/T 28181-2022 and later.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                            SnapShotConfig?: {
                                SnapNum?: number;
                                /** @description Seconds. */
                                Interval?: number;
                                UploadURL?: string;
                                SessionID?: string;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /**
         * Configuration: set SnapShotConfig
         * @description GB/T 28181-2022 and later.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        SnapShotConfig: {
                            SnapNum: number;
                            /** @description Seconds. */
                            Interval: number;
                            UploadURL: string;
                            SessionID: string;
                        };
                    };
                };
            };
            responses: {
                /** @description The answer of the device; empty where none is due. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description What the device answered.
                             * @enum {unknown}
                             */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/Catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: Catalog
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Local time of the device, as 2022-01-31T12:00:00. */
                    StartTime?: string;
                    /** @description Local time of the device, as 2022-01-31T12:00:00. */
                    EndTime?: string;
                };
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            SumNum?: number;
                            DeviceList?: {
                                DeviceID?: string;
                                Name?: string;
                                Manufacturer?: string;
                                Model?: string;
                                Owner?: string;
                                CivilCode?: string;
                                Block?: string;
                                Address?: string;
                                Parental?: number;
                                /** @description Several are joined by /. */
                                ParentID?: string;
                                SafetyWay?: number;
                                RegisterWay?: number;
                                CertNum?: string;
                                Certifiable?: number;
                                ErrCode?: number;
                                EndTime?: string;
                                SecurityLevelCode?: string;
                                Secrecy?: number;
                                IPAddress?: string;
                                Port?: number;
                                Password?: string;
                                /** @enum {unknown} */
                                Status?: "ON" | "OFF";
                                Longitude?: number;
                                Latitude?: number;
                                BusinessGroupID?: string;
                                Info?: {
                                    /** @description 1: dome, 2: half dome, 3: fixed, 4: pan and tilt; GB/T 28181-2022 has more. */
                                    PTZType?: number;
                                    PositionType?: number;
                                    PhotoelectricImagingType?: string;
                                    CapturePositionType?: string;
                                    RoomType?: number;
                                    UseType?: number;
                                    SupplyLightType?: number;
                                    DirectionType?: number;
                                    Resolution?: string;
                                    StreamNumberList?: string;
                                    BusinessGroupID?: string;
                                    DownloadSpeed?: string;
                                    SVCSpaceSupportMode?: number;
                                    SVCTimeSupportMode?: number;
                                    SSVCRatioSupportList?: string;
                                    MobileDeviceType?: number;
                                    HorizontalFieldAngle?: number;
                                    VerticalFieldAngle?: number;
                                    MaxViewDistance?: number;
                                    GrassrootsCode?: string;
                                    PointType?: number;
                                    PointCommonName?: string;
                                    MAC?: string;
                                    FunctionType?: string;
                                    EncodeType?: string;
                                    InstallTime?: string;
                                    ManagementUnit?: string;
                                    ContactInfo?: string;
                                    RecordSaveDays?: number;
                                    IndustrialClassification?: string;
                                };
                            }[];
                            /** @description Items that SumNum promised and that did not come. */
                            missing?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/DeviceInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: DeviceInfo
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            DeviceName?: string;
                            /** @enum {unknown} */
                            Result?: "OK" | "ERROR";
                            Manufacturer?: string;
                            Model?: string;
                            Firmware?: string;
                            Channel?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/DeviceStatus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: DeviceStatus
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            Result?: "OK" | "ERROR";
                            /** @enum {unknown} */
                            Online?: "ONLINE" | "OFFLINE";
                            /** @enum {unknown} */
                            Status?: "OK" | "ERROR";
                            Reason?: string;
                            /** @enum {unknown} */
                            Encode?: "ON" | "OFF";
                            /** @enum {unknown} */
                            Record?: "ON" | "OFF";
                            /** @description Local time of the device, as 2022-01-31T12:00:00. */
                            DeviceTime?: string;
                            Alarmstatus?: {
                                DeviceID?: string;
                                /** @enum {unknown} */
                                DutyStatus?: "ONDUTY" | "OFFDUTY" | "ALARM";
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/RecordInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: RecordInfo
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query: {
                    /** @description Local time of the device, as 2022-01-31T12:00:00. */
                    StartTime: string;
                    /** @description Local time of the device, as 2022-01-31T12:00:00. */
                    EndTime: string;
                    FilePath?: string;
                    Address?: string;
                    Secrecy?: number;
                    Type?: "time" | "alarm" | "manual" | "all";
                    RecorderID?: string;
                    /** @description 0: what is on the device, 1: what is in the centre. */
                    IndistinctQuery?: string;
                    StreamNumber?: number;
                    AlarmMethod?: string;
                    AlarmType?: string;
                };
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            Name?: string;
                            SumNum?: number;
                            RecordList?: {
                                DeviceID?: string;
                                Name?: string;
                                FilePath?: string;
                                Address?: string;
                                /** @description Local time of the device, as 2022-01-31T12:00:00. */
                                StartTime?: string;
                                /** @description Local time of the device, as 2022-01-31T12:00:00. */
                                EndTime?: string;
                                Secrecy?: number;
                                /** @enum {unknown} */
                                Type?: "time" | "alarm" | "manual" | "all";
                                RecorderID?: string;
                                /** @description Bytes. */
                                FileSize?: string;
                                /** @description 0: camera, 1: recorder ... */
                                RecordLocation?: string;
                                StreamNumber?: number;
                            }[];
                            /** @description Items that SumNum promised and that did not come. */
                            missing?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/Alarm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: Alarm
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: {
                    /** @description 0: all, 1 the gravest to 4. */
                    StartAlarmPriority?: string;
                    EndAlarmPriority?: string;
                    /** @description 0: all; 1 to 7, several written together. */
                    AlarmMethod?: string;
                    AlarmType?: string;
                    /** @description Local time of the device, as 2022-01-31T12:00:00. */
                    StartAlarmTime?: string;
                    /** @description Local time of the device, as 2022-01-31T12:00:00. */
                    EndAlarmTime?: string;
                };
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            Result?: "OK" | "ERROR";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/ConfigDownload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: ConfigDownload
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query: {
                    /** @description Names of sections, joined by /. */
                    ConfigType: string;
                };
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            Result?: "OK" | "ERROR";
                            BasicParam?: {
                                Name?: string;
                                /** @description Of a registration, in seconds. */
                                Expiration?: number;
                                /** @description Seconds. */
                                HeartBeatInterval?: number;
                                /** @description Missed reports until a side counts as offline. */
                                HeartBeatCount?: number;
                            };
                            VideoParamOpt?: {
                                /** @description Speeds that a download may have, joined by /. */
                                DownloadSpeed?: string;
                                /** @description Sizes of pictures that it has, joined by /. */
                                Resolution?: string;
                            };
                            SVACEncodeConfig?: {
                                ROIParam?: {
                                    ROIFlag?: number;
                                    ROINumber?: number;
                                    Item?: {
                                        ROISeq?: number;
                                        /** @description Number of the corner’s macroblock. */
                                        TopLeft?: number;
                                        BottomRight?: number;
                                        ROIQP?: number;
                                    }[];
                                };
                                SVCParam?: {
                                    SVCSpaceDomainMode?: number;
                                    SVCTimeDomainMode?: number;
                                    SSVCRatioValue?: string;
                                    SVCSpaceSupportMode?: number;
                                    SVCTimeSupportMode?: number;
                                    SSVCRatioSupportList?: string;
                                };
                                SurveillanceParam?: {
                                    TimeFlag?: number;
                                    OSDFlag?: number;
                                    AIFlag?: number;
                                    GISFlag?: number;
                                };
                                AudioParam?: {
                                    AudioRecognitionFlag?: number;
                                };
                            };
                            SVACDecodeConfig?: {
                                SVCParam?: {
                                    SVCSTMMode?: number;
                                    SVCSpaceSupportMode?: number;
                                    SVCTimeSupportMode?: number;
                                };
                                SurveillanceParam?: {
                                    TimeShowFlag?: number;
                                    OSDShowFlag?: number;
                                    AIShowFlag?: number;
                                    GISShowFlag?: number;
                                };
                            };
                            VideoParamAttribute?: {
                                Num?: number;
                                Item?: {
                                    /** @description 0: main stream. */
                                    StreamNumber?: number;
                                    /** @description As in f= of SDP: 2 is H.264, 5 H.265. */
                                    VideoFormat?: string;
                                    /** @description As in f= of SDP: 6, or 1920x1080. */
                                    Resolution?: string;
                                    FrameRate?: string;
                                    /** @description 1: constant, 2: variable. */
                                    BitRateType?: string;
                                    /** @description kbit/s. */
                                    VideoBitRate?: string;
                                }[];
                            };
                            VideoRecordPlan?: {
                                RecordEnable?: number;
                                RecordScheduleSumNum?: number;
                                RecordSchedule?: {
                                    /** @description 1: Monday. */
                                    WeekDayNum?: number;
                                    TimeSegmentSumNum?: number;
                                    TimeSegment?: {
                                        StartHour?: number;
                                        StartMin?: number;
                                        StartSec?: number;
                                        StopHour?: number;
                                        StopMin?: number;
                                        StopSec?: number;
                                    }[];
                                }[];
                                /** @description 0: main stream. */
                                StreamNumber?: number;
                            };
                            VideoAlarmRecord?: {
                                RecordEnable?: number;
                                /** @description Seconds after the alarm. */
                                RecordTime?: number;
                                /** @description Seconds before the alarm. */
                                PreRecordTime?: number;
                                /** @description 0: main stream. */
                                StreamNumber?: number;
                            };
                            PictureMask?: {
                                On?: number;
                                SumNum?: number;
                                RegionList?: {
                                    Seq?: number;
                                    /** @description Left, top, right and bottom in pixels, as 10,20,120,200. */
                                    Point?: string;
                                }[];
                            };
                            /** @description 0: as it is, 1: left and right, 2: upside down, 3: both. */
                            FrameMirror?: number;
                            AlarmReport?: {
                                MotionDetection?: number;
                                FieldDetection?: number;
                            };
                            OSDConfig?: {
                                /** @description Of the window, in pixels. */
                                Length?: number;
                                Width?: number;
                                TimeX?: number;
                                TimeY?: number;
                                TimeEnable?: number;
                                /** @description 0: 2022-01-31 12:00:00, 1: the date in Chinese. */
                                TimeType?: number;
                                TextEnable?: number;
                                SumNum?: number;
                                Item?: {
                                    Text?: string;
                                    X?: number;
                                    Y?: number;
                                }[];
                            };
                            SnapShotConfig?: {
                                SnapNum?: number;
                                /** @description Seconds. */
                                Interval?: number;
                                UploadURL?: string;
                                SessionID?: string;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/PresetQuery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: PresetQuery
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            SumNum?: number;
                            PresetList?: {
                                PresetID?: string;
                                PresetName?: string;
                            }[];
                            /** @description Items that SumNum promised and that did not come. */
                            missing?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/MobilePosition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: MobilePosition
         * @description GB/T 28181-2016 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Seconds between reports. */
                    Interval?: number;
                };
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Local time of the device, as 2022-01-31T12:00:00. */
                            Time?: string;
                            Longitude?: number;
                            Latitude?: number;
                            /** @description km/h. */
                            Speed?: number;
                            /** @description Degrees clockwise from north. */
                            Direction?: number;
                            /** @description Metres. */
                            Altitude?: number;
                            SumNum?: number;
                            DeviceList?: {
                                DeviceID?: string;
                                /** @description Local time of the device, as 2022-01-31T12:00:00. */
                                CaptureTime?: string;
                                Longitude?: number;
                                Latitude?: number;
                                /** @description km/h. */
                                Speed?: number;
                                /** @description Degrees clockwise from north. */
                                Direction?: number;
                                /** @description Metres. */
                                Altitude?: number;
                                /** @description Metres above ground. */
                                Height?: number;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/HomePositionQuery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: HomePositionQuery
         * @description GB/T 28181-2022 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            HomePosition?: {
                                Enabled?: number;
                                ResetTime?: number;
                                PresetIndex?: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/CruiseTrackListQuery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: CruiseTrackListQuery
         * @description GB/T 28181-2022 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            SumNum?: number;
                            CruiseTrackList?: {
                                Number?: number;
                                Name?: string;
                            }[];
                            /** @description Items that SumNum promised and that did not come. */
                            missing?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/CruiseTrackQuery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: CruiseTrackQuery
         * @description GB/T 28181-2022 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query: {
                    /** @description Of the track; the first is 0. */
                    Number: number;
                };
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            Number?: number;
                            Name?: string;
                            SumNum?: number;
                            CruisePointList?: {
                                PresetIndex?: number;
                                StayTime?: number;
                                Speed?: number;
                            }[];
                            /** @description Items that SumNum promised and that did not come. */
                            missing?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/PTZPosition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: PTZPosition
         * @description GB/T 28181-2022 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Degrees. */
                            Pan?: number;
                            /** @description Degrees. */
                            Tilt?: number;
                            Zoom?: number;
                            HorizontalFieldAngle?: number;
                            VerticalFieldAngle?: number;
                            /** @description Metres. */
                            MaxViewDistance?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/query/SDCardStatus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query: SDCardStatus
         * @description GB/T 28181-2022 and later. Queries of one device wait for one another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            SumNum?: number;
                            SDCardStatusInfo?: {
                                ID?: number;
                                HddName?: string;
                                /** @enum {unknown} */
                                Status?: "ok" | "formatting" | "unformatted" | "idle" | "error";
                                /** @description Per cent. */
                                FormatProgress?: number;
                                /** @description MB. */
                                Capacity?: number;
                                /** @description MB. */
                                FreeSpace?: number;
                            }[];
                            /** @description Items that SumNum promised and that did not come. */
                            missing?: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/ptz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pan, tilt and zoom */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description -1: left, 1: right.
                         * @default 0
                         */
                        pan?: number;
                        /**
                         * @description -1: down, 1: up.
                         * @default 0
                         */
                        tilt?: number;
                        /**
                         * @description -1: wide, 1: near. All 0: stop, a cruise and a scan too.
                         * @default 0
                         */
                        zoom?: number;
                        /** @default 128 */
                        panSpeed?: number;
                        /** @default 128 */
                        tiltSpeed?: number;
                        /** @default 8 */
                        zoomSpeed?: number;
                        /**
                         * @description Then it is stopped. Send again before, to go on.
                         * @default 5000
                         */
                        durationMs?: number;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/lens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Focus and iris */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description -1: near, 1: far.
                         * @default 0
                         */
                        focus?: number;
                        /**
                         * @description -1: close, 1: open. Both 0: stop.
                         * @default 0
                         */
                        iris?: number;
                        /** @default 128 */
                        focusSpeed?: number;
                        /** @default 128 */
                        irisSpeed?: number;
                        /**
                         * @description Then it is stopped. Send again before, to go on.
                         * @default 5000
                         */
                        durationMs?: number;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/presets/{preset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a preset of where the camera looks */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the preset. */
                    preset: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Told to devices of GB/T 28181-2022; others are refused it. */
                        name?: string;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Delete a preset */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the preset. */
                    preset: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/presets/{preset}/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go to a preset */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the preset. */
                    preset: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/cruises/{track}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the speed of a cruise track, and how long it stays at each point */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the cruise track. */
                    track: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of the track. */
                        speed?: number;
                        /** @description At each point. */
                        staySeconds?: number;
                        /** @description Told to the device with each of them; GB/T 28181-2022 only. */
                        name?: string;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Delete a cruise track */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the cruise track. */
                    track: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/cruises/{track}/points/{preset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add a preset to the end of a cruise track */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the cruise track. */
                    track: number;
                    /** @description Preset that it goes to. */
                    preset: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Take a preset out of a cruise track */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the cruise track. */
                    track: number;
                    /** @description Preset that it goes to. */
                    preset: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/cruises/{track}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follow a cruise track */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the cruise track. */
                    track: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/cruises/{track}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a cruise */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the cruise track. */
                    track: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/scans/{scan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the speed of a scan */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the scan. */
                    scan: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        speed: number;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/scans/{scan}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start or stop a scan, or make the view of now its border */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the scan. */
                    scan: number;
                    action: "start" | "left" | "right" | "stop";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/switches/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn an auxiliary switch on or off */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                    /** @description Number of the switch; 1: wiper. */
                    number: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        on: boolean;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/ptz/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The eight bytes as they are, GB/T 28181-2016 annex A.3; nothing stops what they move */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        hex: string;
                    };
                };
            };
            responses: {
                /** @description The device took it. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Presets that the camera has */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    /** @description A channel of the device, or the ID of the device itself. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            SumNum?: number;
                            PresetList?: {
                                PresetID?: string;
                                PresetName?: string;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the device is subscribed to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deviceId: string;
                            /** @enum {unknown} */
                            event: "Catalog" | "Alarm" | "MobilePosition" | "PTZPosition";
                            expiresSeconds: number;
                            arm: boolean;
                            fields: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description waiting: for the device. failed: it is tried again after a minute.
                             * @enum {unknown}
                             */
                            state: "waiting" | "subscribing" | "pending" | "active" | "failed";
                            /** @description Why it failed. */
                            reason: string;
                            /** @description Epoch milliseconds; 0: not active. */
                            expiresAt: number;
                            /** @description Of the last NOTIFY; 0: none came. */
                            notifiedAt: number;
                            /** @description That said something. */
                            notifications: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/subscriptions/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One subscription */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    event: "Catalog" | "Alarm" | "MobilePosition" | "PTZPosition";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deviceId: string;
                            /** @enum {unknown} */
                            event: "Catalog" | "Alarm" | "MobilePosition" | "PTZPosition";
                            expiresSeconds: number;
                            arm: boolean;
                            fields: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description waiting: for the device. failed: it is tried again after a minute.
                             * @enum {unknown}
                             */
                            state: "waiting" | "subscribing" | "pending" | "active" | "failed";
                            /** @description Why it failed. */
                            reason: string;
                            /** @description Epoch milliseconds; 0: not active. */
                            expiresAt: number;
                            /** @description Of the last NOTIFY; 0: none came. */
                            notifiedAt: number;
                            /** @description That said something. */
                            notifications: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Subscribe now and whenever the device comes back, until it is cancelled */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    event: "Catalog" | "Alarm" | "MobilePosition" | "PTZPosition";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description It is refreshed before.
                         * @default 3600
                         */
                        expiresSeconds?: number;
                        /**
                         * @description Of Alarm: SetGuard first, since some devices tell nothing else.
                         * @default false
                         */
                        arm?: boolean;
                        /** @description Elements of the message: Interval of MobilePosition, priorities and methods of Alarm. */
                        fields?: {
                            /** @description Local time of the device, as 2022-01-31T12:00:00. */
                            StartTime?: string;
                            /** @description Local time of the device, as 2022-01-31T12:00:00. */
                            EndTime?: string;
                        } | {
                            /** @description 0: all, 1 the gravest to 4. */
                            StartAlarmPriority?: string;
                            EndAlarmPriority?: string;
                            /** @description 0: all; 1 to 7, several written together. */
                            AlarmMethod?: string;
                            AlarmType?: string;
                            /** @description Local time of the device, as 2022-01-31T12:00:00. */
                            StartAlarmTime?: string;
                            /** @description Local time of the device, as 2022-01-31T12:00:00. */
                            EndAlarmTime?: string;
                        } | {
                            /**
                             * @description Seconds between reports.
                             * @default 5
                             */
                            Interval?: number;
                        } | Record<string, never>;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deviceId: string;
                            /** @enum {unknown} */
                            event: "Catalog" | "Alarm" | "MobilePosition" | "PTZPosition";
                            expiresSeconds: number;
                            arm: boolean;
                            fields: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description waiting: for the device. failed: it is tried again after a minute.
                             * @enum {unknown}
                             */
                            state: "waiting" | "subscribing" | "pending" | "active" | "failed";
                            /** @description Why it failed. */
                            reason: string;
                            /** @description Epoch milliseconds; 0: not active. */
                            expiresAt: number;
                            /** @description Of the last NOTIFY; 0: none came. */
                            notifiedAt: number;
                            /** @description That said something. */
                            notifications: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Cancel a subscription */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    event: "Catalog" | "Alarm" | "MobilePosition" | "PTZPosition";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as it happens
         * @description Server-sent events. Types: device:online, device:offline, device:failed-parts, catalog:read, catalog:changed, alarm, position, ptz:position, subscription, upgrade, video-upload, snapshot, playback, download; the data of each is JSON. Send Last-Event-ID to be told what was missed; an event gap says that this is not known any more.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only these, joined by commas. */
                    types?: string;
                    deviceId?: string;
                };
                header?: {
                    "last-event-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The stream. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms that devices told, the newest first */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    deviceId?: string;
                    channelId?: string;
                    /** @description Epoch milliseconds by our clock; this one included. */
                    from?: number;
                    /** @description This one not. */
                    to?: number;
                    priority?: number;
                    method?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** @description Grows with time. */
                                id: number;
                                deviceId: string;
                                /** @description Whose alarm it is: the device itself, or a channel or input of it. */
                                channelId: string;
                                /** @description Epoch milliseconds, by our clock. */
                                receivedAt: number;
                                /** @description Local time by the device’s clock, as 2022-01-31T12:00:00. */
                                time: string;
                                /** @description 1, the gravest, to 4; 0: not told. */
                                priority: number;
                                /** @description 1 phone, 2 device, 3 SMS, 4 GPS, 5 video, 6 fault, 7 other; 0: not told. */
                                method: number;
                                /** @description AlarmType, whose meaning depends on the method. */
                                type: string;
                                /** @description 1 enters, 2 leaves; 0: not told. */
                                eventType: number;
                                description: string;
                                longitude: number | null;
                                latitude: number | null;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete the alarms that fit; all, when nothing is said */
        delete: {
            parameters: {
                query?: {
                    deviceId?: string;
                    channelId?: string;
                    /** @description Epoch milliseconds by our clock; this one included. */
                    from?: number;
                    /** @description This one not. */
                    to?: number;
                    priority?: number;
                    method?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deleted: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete one alarm */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where things were, the newest first */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    deviceId?: string;
                    channelId?: string;
                    /** @description Epoch milliseconds by our clock; this one included. */
                    from?: number;
                    /** @description This one not. */
                    to?: number;
                    /** @description The newest of each channel only. */
                    latest?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                id: number;
                                deviceId: string;
                                channelId: string;
                                /** @description Epoch milliseconds, by our clock. */
                                receivedAt: number;
                                /** @description Local time by the device’s clock. */
                                time: string;
                                longitude: number;
                                latitude: number;
                                speed: number | null;
                                direction: number | null;
                                altitude: number | null;
                                height: number | null;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Streams that run */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            ready: boolean;
                            tracks: {
                                /** @enum {unknown} */
                                kind: "video" | "audio";
                                codec: string;
                                supported: boolean;
                                width?: number;
                                height?: number;
                                sampleRate?: number;
                                channels?: number;
                            }[];
                            /** @description RFC 6381 codecs string of the MP4 output. */
                            codecs: string;
                            frames: number;
                            keyFrames: number;
                            bytes: number;
                            droppedFrames: number;
                            viewers: number;
                            senders: number;
                            idleMs: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One stream with everybody on it */
        get: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            ready: boolean;
                            tracks: {
                                /** @enum {unknown} */
                                kind: "video" | "audio";
                                codec: string;
                                supported: boolean;
                                width?: number;
                                height?: number;
                                sampleRate?: number;
                                channels?: number;
                            }[];
                            /** @description RFC 6381 codecs string of the MP4 output. */
                            codecs: string;
                            frames: number;
                            keyFrames: number;
                            bytes: number;
                            droppedFrames: number;
                            viewers: number;
                            senders: number;
                            idleMs: number;
                            receivers: {
                                id: string;
                                stream: string;
                                /** @enum {unknown} */
                                transport: "udp" | "tcp-passive" | "tcp-active";
                                /** @enum {unknown} */
                                state: "waiting" | "receiving" | "silent";
                                localPort: number;
                                remote: {
                                    /** @description Numeric IPv4 or IPv6 address. */
                                    address: string;
                                    port: number;
                                } | null;
                                ssrc: number | null;
                                /** @description What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known. */
                                payload: string;
                                /** @description Since the last packet; -1 before the first. */
                                idleMs: number;
                                counters: {
                                    [key: string]: number;
                                };
                            }[];
                            sendersOpen: {
                                id: string;
                                stream: string;
                                /** @enum {unknown} */
                                transport: "udp" | "tcp-passive" | "tcp-active";
                                /** @enum {unknown} */
                                state: "waiting" | "sending";
                                localPort: number;
                                remote: {
                                    /** @description Numeric IPv4 or IPv6 address. */
                                    address: string;
                                    port: number;
                                } | null;
                                ssrc: number;
                                counters: {
                                    [key: string]: number;
                                };
                            }[];
                            viewersOpen: {
                                id: string;
                                stream: string;
                                /** @enum {unknown} */
                                container: "flv" | "mp4";
                                /** @enum {unknown} */
                                audio: "flac" | "raw" | "aac" | "none";
                                websocket: boolean;
                                remote: {
                                    /** @description Numeric IPv4 or IPv6 address. */
                                    address: string;
                                    port: number;
                                } | null;
                                bytes: number;
                                frames: number;
                                /** @description Times it fell behind and went on at a newer key frame. */
                                jumps: number;
                                droppedFrames: number;
                                queuedBytes: number;
                                /** @description How far it is behind the newest frame, in milliseconds. */
                                ageMs: number;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End a stream for everybody */
        delete: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream/play": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed play URLs of a stream that runs */
        post: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            flv: string;
                            mp4: string;
                            wsFlv: string;
                            wsMp4: string;
                            /** @description Epoch seconds. */
                            expires: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Players that are connected */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            container: "flv" | "mp4";
                            /** @enum {unknown} */
                            audio: "flac" | "raw" | "aac" | "none";
                            websocket: boolean;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            bytes: number;
                            frames: number;
                            /** @description Times it fell behind and went on at a newer key frame. */
                            jumps: number;
                            droppedFrames: number;
                            queuedBytes: number;
                            /** @description How far it is behind the newest frame, in milliseconds. */
                            ageMs: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/viewers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disconnect a player */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Broadcasts that run */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /**
                             * @description broadcast: the devices are told, call back and hear (GB/T 28181-2016 §9.12). talk: they are invited to speak and hear (s=Talk of GB/T 28181-2016, which GB/T 28181-2022 has dropped).
                             * @enum {unknown}
                             */
                            mode: "broadcast" | "talk";
                            source: {
                                /** @enum {string} */
                                kind: "microphone";
                                codec: string;
                            } | {
                                /** @enum {string} */
                                kind: "file";
                                name: string;
                            };
                            /** @description Somebody talks, or the file plays. */
                            live: boolean;
                            /** @description Epoch milliseconds. */
                            createdAt: number;
                            sessions: {
                                deviceId: string;
                                channelId: string;
                                /**
                                 * @description notifying: it is told or invited. waiting: it has not called yet. connecting: the call stands. sending: sound flows. ended: see error.
                                 * @enum {unknown}
                                 */
                                state: "notifying" | "waiting" | "connecting" | "sending" | "ended";
                                transport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                format: ("audio" | "ps") | null;
                                /** @description Epoch milliseconds of the last change of state. */
                                since: number;
                                error: {
                                    code: string;
                                    message: string;
                                } | null;
                                stream: string | null;
                            }[];
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Speak to devices; answers at once, each session’s state tells how far its device is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        targets: {
                            deviceId: string;
                            /** @description The loudspeaker or the camera that has one; the device’s own ID for a device without channels. */
                            channelId: string;
                        }[];
                        /**
                         * @description broadcast: the devices are told, call back and hear (GB/T 28181-2016 §9.12). talk: they are invited to speak and hear (s=Talk of GB/T 28181-2016, which GB/T 28181-2022 has dropped).
                         * @enum {unknown}
                         */
                        mode: "broadcast" | "talk";
                        source: {
                            /** @enum {string} */
                            kind: "microphone";
                            /**
                             * @description What the WebSocket’s binary messages hold: 8 kHz mono, 16-bit little-endian samples or G.711.
                             * @enum {unknown}
                             */
                            codec: "PCM16" | "PCMA" | "PCMU";
                        } | {
                            /** @enum {string} */
                            kind: "file";
                            name: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /**
                             * @description broadcast: the devices are told, call back and hear (GB/T 28181-2016 §9.12). talk: they are invited to speak and hear (s=Talk of GB/T 28181-2016, which GB/T 28181-2022 has dropped).
                             * @enum {unknown}
                             */
                            mode: "broadcast" | "talk";
                            source: {
                                /** @enum {string} */
                                kind: "microphone";
                                codec: string;
                            } | {
                                /** @enum {string} */
                                kind: "file";
                                name: string;
                            };
                            /** @description Somebody talks, or the file plays. */
                            live: boolean;
                            /** @description Epoch milliseconds. */
                            createdAt: number;
                            sessions: {
                                deviceId: string;
                                channelId: string;
                                /**
                                 * @description notifying: it is told or invited. waiting: it has not called yet. connecting: the call stands. sending: sound flows. ended: see error.
                                 * @enum {unknown}
                                 */
                                state: "notifying" | "waiting" | "connecting" | "sending" | "ended";
                                transport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                format: ("audio" | "ps") | null;
                                /** @description Epoch milliseconds of the last change of state. */
                                since: number;
                                error: {
                                    code: string;
                                    message: string;
                                } | null;
                                stream: string | null;
                            }[];
                            microphoneUrl: string | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/broadcasts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A broadcast that runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /**
                             * @description broadcast: the devices are told, call back and hear (GB/T 28181-2016 §9.12). talk: they are invited to speak and hear (s=Talk of GB/T 28181-2016, which GB/T 28181-2022 has dropped).
                             * @enum {unknown}
                             */
                            mode: "broadcast" | "talk";
                            source: {
                                /** @enum {string} */
                                kind: "microphone";
                                codec: string;
                            } | {
                                /** @enum {string} */
                                kind: "file";
                                name: string;
                            };
                            /** @description Somebody talks, or the file plays. */
                            live: boolean;
                            /** @description Epoch milliseconds. */
                            createdAt: number;
                            sessions: {
                                deviceId: string;
                                channelId: string;
                                /**
                                 * @description notifying: it is told or invited. waiting: it has not called yet. connecting: the call stands. sending: sound flows. ended: see error.
                                 * @enum {unknown}
                                 */
                                state: "notifying" | "waiting" | "connecting" | "sending" | "ended";
                                transport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                format: ("audio" | "ps") | null;
                                /** @description Epoch milliseconds of the last change of state. */
                                since: number;
                                error: {
                                    code: string;
                                    message: string;
                                } | null;
                                stream: string | null;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End a broadcast for all its devices */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/broadcasts/{id}/targets/{deviceId}/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a broadcast for one of its devices */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    deviceId: string;
                    /** @description The loudspeaker or the camera that has one; the device’s own ID for a device without channels. */
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Announcements */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {unknown} */
                            codec: "WAV" | "PCMA" | "PCMU";
                            bytes: number;
                            /** @description Epoch milliseconds. */
                            changedAt: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An announcement */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Ends with .wav, or .pcma or .pcmu for raw G.711. */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {unknown} */
                            codec: "WAV" | "PCMA" | "PCMU";
                            bytes: number;
                            /** @description Epoch milliseconds. */
                            changedAt: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Upload an announcement as the body: WAV of 8 to 48 kHz, 16-bit or G.711; or raw G.711 of 8 kHz */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Ends with .wav, or .pcma or .pcmu for raw G.711. */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {unknown} */
                            codec: "WAV" | "PCMA" | "PCMU";
                            bytes: number;
                            /** @description Epoch milliseconds. */
                            changedAt: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Remove an announcement */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Ends with .wav, or .pcma or .pcmu for raw G.711. */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a channel has recorded; answers when the device has told it all */
        get: {
            parameters: {
                query: {
                    /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                    start: string;
                    /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                    end: string;
                    type?: "all" | "time" | "alarm" | "manual";
                };
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            start: string;
                            end: string;
                            type: string;
                            /** @enum {unknown} */
                            state: "running" | "done" | "failed";
                            sum: number | null;
                            /** @description Records that have come. */
                            found: number;
                            /** @description Of `sum`, those that never came. */
                            missing: number;
                            records: {
                                channelId: string;
                                name: string;
                                start: string;
                                end: string;
                                type: string;
                                filePath: string;
                                recorderId: string;
                                /** @description Bytes; 0: the device does not tell. */
                                fileSize: number;
                            }[];
                            error: {
                                code: string;
                                message: string;
                            } | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/records/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to ask what a channel has recorded; how far it is can be asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                        start: string;
                        /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                        end: string;
                        /**
                         * @default all
                         * @enum {unknown}
                         */
                        type?: "all" | "time" | "alarm" | "manual";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            start: string;
                            end: string;
                            type: string;
                            /** @enum {unknown} */
                            state: "running" | "done" | "failed";
                            sum: number | null;
                            /** @description Records that have come. */
                            found: number;
                            /** @description Of `sum`, those that never came. */
                            missing: number;
                            records: {
                                channelId: string;
                                name: string;
                                start: string;
                                end: string;
                                type: string;
                                filePath: string;
                                recorderId: string;
                                /** @description Bytes; 0: the device does not tell. */
                                fileSize: number;
                            }[];
                            error: {
                                code: string;
                                message: string;
                            } | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/searches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a search is, with what was found so far */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            start: string;
                            end: string;
                            type: string;
                            /** @enum {unknown} */
                            state: "running" | "done" | "failed";
                            sum: number | null;
                            /** @description Records that have come. */
                            found: number;
                            /** @description Of `sum`, those that never came. */
                            missing: number;
                            records: {
                                channelId: string;
                                name: string;
                                start: string;
                                end: string;
                                type: string;
                                filePath: string;
                                recorderId: string;
                                /** @description Bytes; 0: the device does not tell. */
                                fileSize: number;
                            }[];
                            error: {
                                code: string;
                                message: string;
                            } | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/playbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Play a record: a stream like any other, by signed URLs */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                        start: string;
                        /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                        end: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Name of the stream that it is. */
                            stream: string;
                            start: string;
                            end: string;
                            /** @enum {unknown} */
                            state: "playing" | "paused" | "ended";
                            /** @description What the device says it uses; below 0: backwards. */
                            scale: number;
                            /** @description About where it is: seconds from the start of the range. */
                            position: number;
                            /** @description The same as a point of time. */
                            at: string;
                            /** @description It ends then, unless it is watched or asked for before. */
                            leaseEnds: string;
                            ended: {
                                /** @enum {unknown} */
                                code: "finished" | "stopped" | "device-ended" | "media-lost" | "media-connection" | "lease-over";
                                text: string;
                            } | null;
                            urls: {
                                flv: string;
                                mp4: string;
                                wsFlv: string;
                                wsMp4: string;
                                /** @description Epoch seconds. */
                                expires: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that are played */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Name of the stream that it is. */
                            stream: string;
                            start: string;
                            end: string;
                            /** @enum {unknown} */
                            state: "playing" | "paused" | "ended";
                            /** @description What the device says it uses; below 0: backwards. */
                            scale: number;
                            /** @description About where it is: seconds from the start of the range. */
                            position: number;
                            /** @description The same as a point of time. */
                            at: string;
                            /** @description It ends then, unless it is watched or asked for before. */
                            leaseEnds: string;
                            ended: {
                                /** @enum {unknown} */
                                code: "finished" | "stopped" | "device-ended" | "media-lost" | "media-connection" | "lease-over";
                                text: string;
                            } | null;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbacks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them; asking does not renew its lease */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Name of the stream that it is. */
                            stream: string;
                            start: string;
                            end: string;
                            /** @enum {unknown} */
                            state: "playing" | "paused" | "ended";
                            /** @description What the device says it uses; below 0: backwards. */
                            scale: number;
                            /** @description About where it is: seconds from the start of the range. */
                            position: number;
                            /** @description The same as a point of time. */
                            at: string;
                            /** @description It ends then, unless it is watched or asked for before. */
                            leaseEnds: string;
                            ended: {
                                /** @enum {unknown} */
                                code: "finished" | "stopped" | "device-ended" | "media-lost" | "media-connection" | "lease-over";
                                text: string;
                            } | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End one: BYE to the device */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Pause, resume, seek, change the scale; answers with what the device answered */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        paused?: boolean;
                        /** @description Times real time; below 0: backwards, by devices of GB/T 28181-2022. */
                        scale?: number;
                        /** @description Seconds from the start of the range. */
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Name of the stream that it is. */
                            stream: string;
                            start: string;
                            end: string;
                            /** @enum {unknown} */
                            state: "playing" | "paused" | "ended";
                            /** @description What the device says it uses; below 0: backwards. */
                            scale: number;
                            /** @description About where it is: seconds from the start of the range. */
                            position: number;
                            /** @description The same as a point of time. */
                            at: string;
                            /** @description It ends then, unless it is watched or asked for before. */
                            leaseEnds: string;
                            ended: {
                                /** @enum {unknown} */
                                code: "finished" | "stopped" | "device-ended" | "media-lost" | "media-connection" | "lease-over";
                                text: string;
                            } | null;
                            /** @description What the device answered to each command. */
                            answers: {
                                /** @enum {unknown} */
                                command: "seek" | "scale" | "pause" | "resume";
                                status: number;
                                reason: string;
                                scale: number | null;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/playbacks/{id}/touch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew the lease of one that nobody watches yet */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Name of the stream that it is. */
                            stream: string;
                            start: string;
                            end: string;
                            /** @enum {unknown} */
                            state: "playing" | "paused" | "ended";
                            /** @description What the device says it uses; below 0: backwards. */
                            scale: number;
                            /** @description About where it is: seconds from the start of the range. */
                            position: number;
                            /** @description The same as a point of time. */
                            at: string;
                            /** @description It ends then, unless it is watched or asked for before. */
                            leaseEnds: string;
                            ended: {
                                /** @enum {unknown} */
                                code: "finished" | "stopped" | "device-ended" | "media-lost" | "media-connection" | "lease-over";
                                text: string;
                            } | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Download a record into an MP4 file; it runs on by itself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                        start: string;
                        /** @description ISO 8601 with a zone, as 2026-01-31T08:00:00+08:00. */
                        end: string;
                        /**
                         * @description How many times faster than real time.
                         * @default 4
                         */
                        speed?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            start: string;
                            end: string;
                            speed: number;
                            /** @enum {unknown} */
                            state: "running" | "done" | "partial" | "failed";
                            /** @description Why it ended so. */
                            reason: string;
                            created: string;
                            ended: string | null;
                            /** @description 0 to 1, by the time of the media. */
                            progress: number;
                            /** @description Media that has been received. */
                            receivedMs: number;
                            /** @description Size of the file. */
                            bytes: number;
                            fileSize: number | null;
                            file: string | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            start: string;
                            end: string;
                            speed: number;
                            /** @enum {unknown} */
                            state: "running" | "done" | "partial" | "failed";
                            /** @description Why it ended so. */
                            reason: string;
                            created: string;
                            ended: string | null;
                            /** @description 0 to 1, by the time of the media. */
                            progress: number;
                            /** @description Media that has been received. */
                            receivedMs: number;
                            /** @description Size of the file. */
                            bytes: number;
                            fileSize: number | null;
                            file: string | null;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One download: how far it is, or what came of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            deviceId: string;
                            channelId: string;
                            start: string;
                            end: string;
                            speed: number;
                            /** @enum {unknown} */
                            state: "running" | "done" | "partial" | "failed";
                            /** @description Why it ended so. */
                            reason: string;
                            created: string;
                            ended: string | null;
                            /** @description 0 to 1, by the time of the media. */
                            progress: number;
                            /** @description Media that has been received. */
                            receivedMs: number;
                            /** @description Size of the file. */
                            bytes: number;
                            fileSize: number | null;
                            file: string | null;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End a download, and remove its file */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The MP4 file, whole or in ranges of bytes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description MP4 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a stream that runs: its newest key frame */
        get: {
            parameters: {
                query: {
                    name: string;
                    format?: "jpeg" | "png";
                    /** @description Pixels; absent: as the stream. The height follows. */
                    width?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                        "image/png": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                501: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a channel, made here; its stream is started for it when it does not run */
        get: {
            parameters: {
                query?: {
                    format?: "jpeg" | "png";
                    /** @description Pixels; absent: as the stream. The height follows. */
                    width?: number;
                };
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                        "image/png": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                501: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order pictures of a device of the edition of 2022; they arrive one after the other */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Pictures. */
                        SnapNum: number;
                        /**
                         * @description Seconds.
                         * @default 1
                         */
                        Interval?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sessionId: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Pictures that were ordered. */
                            snapNum: number;
                            /** @description Epoch milliseconds. */
                            orderedAt: number;
                            /**
                             * @description expired: the device neither uploaded all in time nor said that it had finished.
                             * @enum {unknown}
                             */
                            state: "taking" | "finished" | "expired";
                            pictures: {
                                id: string;
                                deviceId: string;
                                channelId: string;
                                sessionId: string;
                                /** @description What the device calls it; empty when it did not tell. */
                                fileId: string;
                                bytes: number;
                                /** @description Epoch milliseconds. */
                                receivedAt: number;
                            }[];
                            /** @description IDs of all files, as the device told them at its end. */
                            told: string[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snapshots/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an order of pictures came; known until ten minutes after its end */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sessionId: string;
                            deviceId: string;
                            channelId: string;
                            /** @description Pictures that were ordered. */
                            snapNum: number;
                            /** @description Epoch milliseconds. */
                            orderedAt: number;
                            /**
                             * @description expired: the device neither uploaded all in time nor said that it had finished.
                             * @enum {unknown}
                             */
                            state: "taking" | "finished" | "expired";
                            pictures: {
                                id: string;
                                deviceId: string;
                                channelId: string;
                                sessionId: string;
                                /** @description What the device calls it; empty when it did not tell. */
                                fileId: string;
                                bytes: number;
                                /** @description Epoch milliseconds. */
                                receivedAt: number;
                            }[];
                            /** @description IDs of all files, as the device told them at its end. */
                            told: string[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pictures that devices uploaded, newest first */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    deviceId?: string;
                    channelId?: string;
                    sessionId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                id: string;
                                deviceId: string;
                                channelId: string;
                                sessionId: string;
                                /** @description What the device calls it; empty when it did not tell. */
                                fileId: string;
                                bytes: number;
                                /** @description Epoch milliseconds. */
                                receivedAt: number;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snapshots/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snapshots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove one of them */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receivers opened here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "receiving" | "silent";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number | null;
                            /** @description What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known. */
                            payload: string;
                            /** @description Since the last packet; -1 before the first. */
                            idleMs: number;
                            counters: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Take RTP into a stream */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Plays at /live/{stream}.flv and .mp4. */
                        stream: string;
                        /** @enum {unknown} */
                        transport: "udp" | "tcp-passive" | "tcp-active";
                        /** @description A port of your choice. */
                        port?: number;
                        remote?: {
                            /** @description Numeric IPv4 or IPv6 address. */
                            address: string;
                            port: number;
                        };
                        ssrc?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Local port; 0 for tcp-active. */
                            port: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State, tracks and counters */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "receiving" | "silent";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number | null;
                            /** @description What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known. */
                            payload: string;
                            /** @description Since the last packet; -1 before the first. */
                            idleMs: number;
                            counters: {
                                [key: string]: number;
                            };
                            tracks: {
                                /** @enum {unknown} */
                                kind: "video" | "audio";
                                codec: string;
                                supported: boolean;
                                width?: number;
                                height?: number;
                                sampleRate?: number;
                                channels?: number;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Close it, and its stream when that was opened here and this is its last receiver */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Senders opened here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "sending";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number;
                            counters: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Send a running stream as RTP */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A stream that runs. */
                        stream: string;
                        /** @enum {unknown} */
                        transport: "udp" | "tcp-passive" | "tcp-active";
                        port?: number;
                        remote?: {
                            /** @description Numeric IPv4 or IPv6 address. */
                            address: string;
                            port: number;
                        };
                        ssrc?: number;
                        payloadType?: number;
                        /** @enum {unknown} */
                        format?: "ps" | "es" | "audio";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Local port; 0 for tcp-active. */
                            port: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/senders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State and counters */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "sending";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number;
                            counters: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Stop sending */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This server: what to enter into a device, what runs, what it may take */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            uptimeSeconds: number;
                            sip: {
                                id: string;
                                domain: string;
                                /** @description As devices reach it, as far as the server can tell. */
                                address: string;
                                port: number;
                                /** @description The password that devices share. */
                                password: string;
                            };
                            media: {
                                /** @enum {unknown} */
                                mode: "range" | "single";
                                ports: string;
                            };
                            engine: {
                                streams: number;
                                receivers: number;
                                senders: number;
                                viewers: number;
                                clips: number;
                                recorders: number;
                                ringBytes: number;
                                totals: {
                                    [key: string]: number;
                                };
                            };
                            limits: {
                                streams: number;
                                viewers: number;
                                devices: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
